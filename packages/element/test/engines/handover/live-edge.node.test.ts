import { describe, expect, test } from 'vitest';
import { positionFromEdge, seekFromEdge } from '../../../src/engines/handover/live-edge.js';
import { createTimeRanges } from '../../../src/media/time-ranges.js';
import type { MediaPort } from '../../../src/media/media-port.js';

const ranges = (...list: readonly (readonly [number, number])[]) =>
  createTimeRanges({ ranges: list.map(([start, end]) => ({ start, end })) });
const createMedia = (currentTime: number, seekable = ranges(), buffered = ranges()) =>
  ({ currentTime, seekable, buffered }) as MediaPort;

describe('positionFromEdge', () => {
  test('counts from the end of seekable, else from the end of the buffer', () => {
    expect(positionFromEdge(createMedia(50, ranges([0, 60])))).toBe(-10);
    expect(positionFromEdge(createMedia(50, ranges(), ranges([0, 54])))).toBe(-4);
    expect(positionFromEdge(createMedia(50))).toBe(0);
  });

  test('is never positive', () => {
    expect(positionFromEdge(createMedia(61, ranges([0, 60])))).toBe(0);
  });
});

describe('seekFromEdge', () => {
  test('seeks to a position before the edge, within the seekable range', () => {
    const media = createMedia(0, ranges([20, 60]));
    seekFromEdge(media, -6);
    expect(media.currentTime).toBe(54);
    seekFromEdge(media, -100);
    expect(media.currentTime).toBe(20);
  });

  test('does nothing without a seekable range', () => {
    const media = createMedia(50, ranges(), ranges([0, 54]));
    seekFromEdge(media, -6);
    expect(media.currentTime).toBe(50);
  });
});
