import { build } from 'esbuild';
import { Miniflare, type WorkerOptions } from 'miniflare';

/** A Worker in a real workerd on this machine. */
export interface Running {
  /** Asks the Worker; the host of the address does not matter. */
  fetch(path: string): Promise<{ status: number; text(): Promise<string>; json(): Promise<unknown> }>;
  /** Where a browser finds it. */
  readonly url: string;
  close(): Promise<void>;
}

/** Bundles a Worker as wrangler does, from the sources of the workspace, and starts it. */
export async function startWorker(entry: string, options: Partial<WorkerOptions> = {}): Promise<Running> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    platform: 'browser',
    conditions: ['source', 'workerd', 'worker', 'module'],
  });
  const miniflare = new Miniflare({
    modules: true,
    // Else it asks the network where it is.
    cf: false,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-04-01',
    ...options,
  } as ConstructorParameters<typeof Miniflare>[0]);
  const url = (await miniflare.ready).href.replace(/\/$/, '');
  return {
    fetch: (path) => miniflare.dispatchFetch(`http://worker.test${path}`),
    url,
    close: () => miniflare.dispose(),
  };
}
