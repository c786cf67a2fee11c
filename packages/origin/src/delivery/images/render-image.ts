import { encodeGif, type GifFrame } from './gif.js';
import { jpegCodec, readJpegSize } from './jpeg.js';
import { type Fit, fitPicture, fittedSize, type Size } from './picture.js';

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
