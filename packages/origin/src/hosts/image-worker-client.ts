import { Worker } from 'node:worker_threads';
import type { ImageJob, RenderImage } from '../delivery/images/render-image.js';

/** A job on its way to the worker thread. */
export interface WorkerRequest {
  readonly id: number;
  readonly job: ImageJob;
}

export type WorkerReply =
  { readonly id: number; readonly image: Uint8Array<ArrayBuffer> } | { readonly id: number; readonly error: string };

interface PendingJob {
  resolve(image: Uint8Array<ArrayBuffer>): void;
  reject(error: Error): void;
}

/** Longer than any image within the limits takes on a slow machine. */
const JOB_TIMEOUT_MS = 60_000;

let worker: Worker | undefined;
let lastId = 0;
const pendingJobs = new Map<number, PendingJob>();

/** Renders an image in a worker thread, which all origins of a process share. It starts with the first image and again after a crash. */
export const renderInWorker: RenderImage = async (job) => {
  worker ??= startWorker();
  const id = ++lastId;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      pendingJobs.set(id, { resolve, reject });
      timer = setTimeout(() => stopWorker(new Error('rendering the image took too long')), JOB_TIMEOUT_MS);
      // While a job runs, the process waits for it; an idle worker must not keep the process running.
      worker?.ref();
      worker?.postMessage({ id, job } satisfies WorkerRequest, []);
    });
  } finally {
    clearTimeout(timer);
    pendingJobs.delete(id);
    if (!pendingJobs.size) worker?.unref();
  }
};

function startWorker(): Worker {
  const started = import.meta.url.endsWith('.ts')
    ? startWorkerFromSource()
    : new Worker(new URL('./image-worker.js', import.meta.url));
  started.on('message', (reply: WorkerReply) => {
    const pending = pendingJobs.get(reply.id);
    if ('image' in reply) pending?.resolve(reply.image);
    else pending?.reject(new TypeError(reply.error));
  });
  started.on('error', (error) => stopWorker(error instanceof Error ? error : new Error(String(error))));
  return started;
}

/** Inside this repository the package runs from TypeScript, which a worker thread of Node 20 does not load by itself. */
function startWorkerFromSource(): Worker {
  const script = `import('tsx/esm/api').then(({ tsImport }) => tsImport('./image-worker.ts', ${JSON.stringify(import.meta.url)}))`;
  return new Worker(script, { eval: true, execArgv: [] });
}

function stopWorker(error: Error): void {
  void worker?.terminate();
  worker = undefined;
  for (const { reject } of pendingJobs.values()) reject(error);
}
