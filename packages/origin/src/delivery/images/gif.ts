import type { Picture } from './picture.js';

export interface GifFrame {
  readonly picture: Picture;
  readonly delayMs: number;
}

export async function encodeGif(frames: AsyncIterable<GifFrame>): Promise<Uint8Array<ArrayBuffer>> {
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
