import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Differing pixels that are no defect: the antialiasing of glyphs and curves on another machine. A button that moves by 2 pixels has more. */
export const MAX_DIFFERING = 60;

/** From 0 to 1, as pixelmatch measures colour. Notices another shade of the accent. */
const THRESHOLD = 0.04;

export interface Comparison {
  /** `Infinity`: the sizes differ. */
  readonly differing: number;
  /** A PNG in which the differing pixels are red. */
  readonly difference: Uint8Array | undefined;
}

/** Compares two pictures: PNG. */
export function comparePictures(expected: Uint8Array, actual: Uint8Array): Comparison {
  const before = PNG.sync.read(Buffer.from(expected));
  const after = PNG.sync.read(Buffer.from(actual));
  const { width, height } = before;
  if (after.width !== width || after.height !== height) return { differing: Infinity, difference: undefined };
  const difference = new PNG({ width, height });
  const differing = pixelmatch(before.data, after.data, difference.data, width, height, { threshold: THRESHOLD });
  return { differing, difference: PNG.sync.write(difference) };
}
