import { expect, test } from 'vitest';
import { bufferedAhead, createTimeRanges } from '../../src/media/time-ranges.js';

const LIST = {
  ranges: [
    { start: 0, end: 10 },
    { start: 30, end: 40 },
  ],
};

test('createTimeRanges has the members of a TimeRanges', () => {
  const ranges = createTimeRanges(LIST);
  expect([ranges.length, ranges.start(1), ranges.end(1)]).toEqual([2, 30, 40]);
  expect(createTimeRanges().length).toBe(0);
});

test('createTimeRanges throws IndexSizeError for an index out of range', () => {
  expect(() => createTimeRanges(LIST).end(2)).toThrow(expect.objectContaining({ name: 'IndexSizeError' }));
});

test.each([
  [4, 6],
  [12, 0],
  [29.95, 10.05],
])('bufferedAhead at %d s is %d s', (position, expected) => {
  expect(bufferedAhead(LIST, position)).toBeCloseTo(expected);
});
