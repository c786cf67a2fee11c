import { jpegCodec, readJpegSize } from './jpeg.js';
import { type Fit, fitPicture, fittedSize, type Size, type Picture } from './picture.js';

/** One thumbnail to render. Contains only data, so that it can be posted to a worker thread. */
export interface ImageJob {
  readonly format: 'jpg' | 'gif';
  /** One frame for a JPEG. */
  readonly frames: readonly { readonly jpeg: Uint8Array<ArrayBuffer>; readonly delayMs: number }[];
  readonly size: Size;
  readonly fit: Fit;
}

export type RenderImage = (job: ImageJob) => Promise<Uint8Array<ArrayBuffer>>;

/** Pixels of all frames of a GIF. One of the default size and the maximum duration stays below it; a larger one is scaled down. */
export const MAX_GIF_PIXELS = 16_000_000;

/** Renders a thumbnail in this thread. */
export const renderImage: RenderImage = async ({ format, frames, size, fit }) => {
  const [first] = frames;
  if (!first) throw new TypeError('an image needs at least one frame');
  const codec = jpegCodec();
  if (format === 'jpg') return codec.encode(fitPicture(await codec.decode(first.jpeg), size, fit));
  const limited = limitSize(size, fittedSize(readJpegSize(first.jpeg), size, fit), frames.length);
  // One frame at a time: all of them decoded at once would take gigabytes.
  async function* fitted(): AsyncGenerator<GifFrame> {
    for (const { jpeg, delayMs } of frames)
      yield { picture: fitPicture(await codec.decode(jpeg), limited, fit), delayMs };
  }
  return encodeGif(fitted());
};

/** Scales a size down until the pixels of all frames are within the limit. */
function limitSize(size: Size, { width, height }: Size, frames: number): Size {
  const scale = Math.min(1, Math.sqrt(MAX_GIF_PIXELS / (width * height * frames)));
  if (scale === 1) return size;
  return { width: Math.max(1, Math.floor(size.width * scale)), height: Math.max(1, Math.floor(size.height * scale)) };
}

interface GifFrame {
  readonly picture: Picture;
  readonly delayMs: number;
}

async function encodeGif(frames: AsyncIterable<GifFrame>): Promise<Uint8Array<ArrayBuffer>> {
  const { default: commonJs, ...named } = await import('gifenc');
  const { GIFEncoder, applyPalette, quantize } = { ...commonJs, ...named } as typeof commonJs;
  const gif = GIFEncoder();
  for await (const { picture, delayMs } of frames) {
    const palette = quantize(picture.data, 256);
    gif.writeFrame(applyPalette(picture.data, palette), picture.width, picture.height, { palette, delay: delayMs });
  }
  gif.finish();
  return new Uint8Array(gif.bytes());
}

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
