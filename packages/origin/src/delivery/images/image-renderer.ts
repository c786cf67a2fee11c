import { type ImageJob, type RenderImage, renderImage } from './render-image.js';

/** Jobs that may wait. A request beyond that is answered with 503. */
const MAX_QUEUED_JOBS = 32;

/** Thrown for a job that does not fit into the queue. */
export class ImageQueueFullError extends Error {
  constructor() {
    super('too many images are being rendered');
    this.name = 'ImageQueueFullError';
  }
}

/** Renders one image at a time, so that thumbnails cannot take all of the processor and the memory. */
export class ImageRenderer {
  /** Renders in this thread by default. A host may set a function that uses a worker thread. */
  renderJob: RenderImage = renderImage;
  #queued = 0;
  #last: Promise<unknown> = Promise.resolve();

  async render(job: ImageJob): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#queued >= MAX_QUEUED_JOBS) throw new ImageQueueFullError();
    this.#queued += 1;
    const image = this.#last.then(() => this.renderJob(job)).finally(() => (this.#queued -= 1));
    this.#last = image.catch(() => undefined);
    return image;
  }
}
