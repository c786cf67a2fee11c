import { createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { beforeAll, describe, expect, test } from 'vitest';
import { isSoundFragment } from '../../../src/engines/hls/fragment-check.ts';

let video: Uint8Array;

beforeAll(async () => {
  const origin = createOrigin();
  origin.videos.edit(DEMO_VIDEO_ID, { requireSignedURLs: false });
  const response = await origin.fetch(new Request(`http://origin.test/${DEMO_VIDEO_ID}/video/360/seg_5.mp4`));
  expect(response.status).toBe(200);
  video = new Uint8Array(await response.arrayBuffer());
});

/** Returns the fragment with another 32-bit value at an offset from the name of its first box of a type. */
function corrupt(type: string, offset: number, value: number): Uint8Array {
  const copy = video.slice();
  const name = new TextEncoder().encode(type);
  const at = copy.findIndex((_byte, index) => name.every((char, n) => copy[index + n] === char));
  expect(at).toBeGreaterThan(0);
  new DataView(copy.buffer).setUint32(at + offset, value);
  return copy;
}

describe('isSoundFragment', () => {
  test('accepts a fragment of the origin, and rejects what is none', () => {
    expect(isSoundFragment(video)).toBe(true);
    expect(isSoundFragment(new Uint8Array(0))).toBe(false);
    expect(isSoundFragment(corrupt('moof', 0, 0x4d5a_9000).subarray(0, 400))).toBe(false);
    expect(isSoundFragment(new TextEncoder().encode('<!doctype html>, which is no fragment at all'))).toBe(false);
  });

  test('rejects a sample count that exceeds the fragment', () => {
    expect(isSoundFragment(corrupt('trun', 8, 0xffff_ffff))).toBe(false);
    expect(isSoundFragment(corrupt('trun', 8, 0x0010_0000))).toBe(false);
  });

  test('rejects a sample size that exceeds the fragment', () => {
    // Flags (with a data offset), count, data offset, and the first entry of the table.
    expect(isSoundFragment(corrupt('trun', 20, 0xffff_ffff)) && isSoundFragment(corrupt('trun', 16, 0xffff_ffff))).toBe(
      false,
    );
  });

  test('rejects a box that is longer or shorter than what it contains', () => {
    for (const size of [0x7fff_ffff, 200, 9, 3]) {
      expect(isSoundFragment(corrupt('mdat', -4, size)), `mdat of ${size}`).toBe(false);
      expect(isSoundFragment(corrupt('trun', -4, size)), `trun of ${size}`).toBe(false);
      expect(isSoundFragment(corrupt('traf', -4, size)), `traf of ${size}`).toBe(false);
    }
    expect(isSoundFragment(video.subarray(0, video.length - 100))).toBe(false);
  });

  test('rejects a decode time and a duration that cannot be true', () => {
    // The upper half of a 64-bit decode time, and the default duration of a sample.
    expect(isSoundFragment(corrupt('tfdt', 8, 0x41))).toBe(false);
    expect(isSoundFragment(corrupt('tfhd', 16, 0x4100_03e8))).toBe(false);
  });

  test('accepts a gap of some seconds, as after an interruption of a live stream', () => {
    const SECONDS = 24_000;
    expect(isSoundFragment(corrupt('tfdt', 12, 16 * SECONDS - 5 * SECONDS))).toBe(true);
  });

  test('returns for arbitrary corruption, without a long loop', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const copy = video.map((byte, index) => ((index * 2654435761 + seed * 40503) % 97 === 0 ? byte ^ 0xa5 : byte));
      expect(isSoundFragment(copy)).toBeTypeOf('boolean');
    }
  });
});
