import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

/** A Worker in a real workerd on this machine. */
export interface Running {
  /** Asks the Worker; the host of the address does not matter. */
  fetch(
    path: string,
    init?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<{ status: number; text(): Promise<string>; json(): Promise<unknown> }>;
  /** Reaches what is bound to the Worker. */
  bindings<Bindings>(): Promise<Bindings>;
  /** All that the Worker and its runtime have written so far. */
  log(): string;
  /** Where its inspector is, if one was asked for by `inspectorPort`. */
  inspector(): Promise<URL>;
  /** Where a browser finds it. */
  readonly url: string;
  close(): Promise<void>;
}

/** What may be bound to a Worker here, in the words of miniflare. */
export interface WorkerSettings {
  readonly compatibilityDate?: string;
  readonly bindings?: Record<string, string>;
  readonly kvNamespaces?: Record<string, string>;
  readonly ratelimits?: Record<string, { simple: { limit: number; period: 10 | 60 } }>;
  readonly stream?: { readonly binding: string };
  readonly inspectorPort?: number;
}

/** Bundles a Worker as wrangler does, from the sources of the workspace, and starts it. */
export async function startWorker(entry: string, settings: WorkerSettings = {}): Promise<Running> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    platform: 'browser',
    conditions: ['source', 'workerd', 'worker', 'module'],
    external: ['cloudflare:*'],
  });
  const lines: string[] = [];
  const miniflare = new Miniflare({
    modules: true,
    // Else it asks the network where it is.
    cf: false,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-04-01',
    handleRuntimeStdio: (...streams: Readable[]) => {
      for (const stream of streams) stream.on('data', (data: Buffer) => lines.push(data.toString()));
    },
    ...settings,
  });
  const url = (await miniflare.ready).href.replace(/\/$/, '');
  return {
    fetch: (path, init) => miniflare.dispatchFetch(`http://worker.test${path}`, init),
    bindings: <Bindings>() => miniflare.getBindings<Bindings>(),
    inspector: () => miniflare.getInspectorURL(),
    log: () => lines.join(''),
    url,
    close: () => miniflare.dispose(),
  };
}
