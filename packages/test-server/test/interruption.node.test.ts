import { expect, test } from 'vitest';
import { isInterruption } from '../src/interruption.ts';

const mediaAt = (currentTime: number, ...ranges: readonly [number, number][]) => ({
  currentTime,
  buffered: {
    length: ranges.length,
    start: (index: number) => ranges[index]![0],
    end: (index: number) => ranges[index]![1],
  },
});

test.each([
  ['no data', mediaAt(5), true],
  ['0.9 s of data', mediaAt(5, [0, 5.9]), true],
  ['data behind a gap only', mediaAt(5, [0, 5], [6, 20]), true],
  ['data for seconds', mediaAt(5, [0, 9]), false],
  ['data from the first frame, a little later', mediaAt(0, [0.08, 9]), false],
])('`waiting` with %s', (_name, media, expected) => {
  expect(isInterruption('waiting', media)).toBe(expected);
});

test('any other event interrupts', () => {
  expect(isInterruption('seeking', mediaAt(5, [0, 9]))).toBe(true);
});
