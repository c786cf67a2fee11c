import { parentPort } from 'node:worker_threads';
import { renderImage } from '../delivery/images/render-image.js';
import type { WorkerReply, WorkerRequest } from './image-worker-client.js';

// The worker thread of `image-worker-client.ts`.
parentPort?.on('message', ({ id, job }: WorkerRequest) => {
  renderImage(job).then(
    (image) => parentPort?.postMessage({ id, image } satisfies WorkerReply, [image.buffer]),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      parentPort?.postMessage({ id, error: message } satisfies WorkerReply, []);
    },
  );
});
