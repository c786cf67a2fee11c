import type { Picture } from './picture.js';

/** A picture, and for how many milliseconds it is shown. */
export interface Frame {
  readonly picture: Picture;
  readonly delay: number;
}

export async function animate(frames: readonly Frame[]): Promise<Uint8Array<ArrayBuffer>> {
  const { default: commonJs, ...named } = await import('gifenc');
  const { GIFEncoder, applyPalette, quantize } = { ...commonJs, ...named } as typeof commonJs;
  const gif = GIFEncoder();
  for (const { picture, delay } of frames) {
    const palette = quantize(picture.data, 256);
    gif.writeFrame(applyPalette(picture.data, palette), picture.width, picture.height, { palette, delay });
  }
  gif.finish();
  return new Uint8Array(gif.bytes());
}
