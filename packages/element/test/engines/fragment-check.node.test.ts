import { createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { beforeAll, describe, expect, test } from 'vitest';
import { isSoundFragment } from '../../src/engines/hls/fragment-check.ts';

let video: Uint8Array;

beforeAll(async () => {
  const origin = createOrigin();
  origin.videos.edit(DEMO_VIDEO_ID, { requireSignedURLs: false });
  const response = await origin.fetch(new Request(`http://origin.test/${DEMO_VIDEO_ID}/video/360/seg_5.mp4`));
  expect(response.status).toBe(200);
  video = new Uint8Array(await response.arrayBuffer());
});

/** The fragment with other 32 bits, so many bytes after the name of its first box of a type. */
function damaged(type: string, offset: number, value: number): Uint8Array {
  const copy = video.slice();
  const name = new TextEncoder().encode(type);
  const at = copy.findIndex((_byte, index) => name.every((char, n) => copy[index + n] === char));
  expect(at).toBeGreaterThan(0);
  new DataView(copy.buffer).setUint32(at + offset, value);
  return copy;
}

describe('the sample tables of a fragment', () => {
  test('stay within one of the origin', () => {
    expect(isSoundFragment(video)).toBe(true);
    expect(isSoundFragment(new Uint8Array(0))).toBe(true);
    expect(isSoundFragment(new TextEncoder().encode('#EXTM3U, which is no fragment at all'))).toBe(true);
  });

  test('leave it when a count is damaged', () => {
    expect(isSoundFragment(damaged('trun', 8, 0xffff_ffff))).toBe(false);
    expect(isSoundFragment(damaged('trun', 8, 0x0010_0000))).toBe(false);
  });

  test('leave it when a size is damaged', () => {
    // Flags (with a data offset), count, data offset, and the first entry of the table.
    expect(isSoundFragment(damaged('trun', 20, 0xffff_ffff)) && isSoundFragment(damaged('trun', 16, 0xffff_ffff))).toBe(
      false,
    );
  });

  test('are read in a moment, whatever the damage', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const copy = video.map((byte, index) => ((index * 2654435761 + seed * 40503) % 97 === 0 ? byte ^ 0xa5 : byte));
      expect(isSoundFragment(copy)).toBeTypeOf('boolean');
    }
  });
});
