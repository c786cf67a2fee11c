import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { Miniflare, type WorkerOptions } from 'miniflare';

/** A Worker in a local workerd. */
export interface RunningWorker {
  /** Sends a request to the Worker. The host of the URL does not matter. */
  fetch(
    path: string,
    init?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<{ status: number; text(): Promise<string>; json(): Promise<unknown> }>;
  /** The bindings of the Worker. */
  bindings<Bindings>(): Promise<Bindings>;
  /** The output of the Worker and its runtime. */
  log(): string;
  /** The URL of its inspector, if `inspectorPort` was set. */
  inspector(): Promise<URL>;
  /** The URL for a browser. */
  readonly url: string;
  close(): Promise<void>;
}

/** The options of miniflare that tests use. */
export interface WorkerSettings {
  readonly compatibilityDate?: string;
  readonly compatibilityFlags?: string[];
  readonly bindings?: Record<string, string>;
  readonly kvNamespaces?: Record<string, string>;
  readonly ratelimits?: Record<string, { simple: { limit: number; period: 10 | 60 } }>;
  readonly serviceBindings?: NonNullable<WorkerOptions['serviceBindings']>;
  readonly stream?: { readonly binding: string };
  readonly durableObjects?: Record<string, { className: string; useSQLite?: boolean }>;
  readonly inspectorPort?: number;
}

/** Bundles a Worker from the sources of the workspace, as wrangler does, and starts it. */
export async function startWorker(entry: string, settings: WorkerSettings = {}): Promise<RunningWorker> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    platform: 'browser',
    conditions: ['@secure-stream/source', 'workerd', 'worker', 'module'],
    external: ['cloudflare:*', 'node:*'],
  });
  const lines: string[] = [];
  const miniflare = new Miniflare({
    modules: true,
    // Otherwise miniflare requests its location from the network.
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
