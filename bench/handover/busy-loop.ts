import { Worker } from 'node:worker_threads';

/** Keeps this many cores busy. Returns a function that ends it. */
export function startBusyLoops(count: number): () => Promise<void> {
  const workers = Array.from({ length: count }, () => new Worker('for (;;);', { eval: true }));
  return async () => void (await Promise.all(workers.map((worker) => worker.terminate())));
}
