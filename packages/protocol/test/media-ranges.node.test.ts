import { expect, test } from 'vitest';
import fc from 'fast-check';
import { addRange, subtractRanges, sumRanges, type MediaRange } from '@secure-stream/protocol';

test.each([
  ['into nothing', [], [1, 2], [[1, 2]]],
  [
    'before and after others',
    [[4, 5]],
    [1, 2],
    [
      [1, 2],
      [4, 5],
    ],
  ],
  [
    'by joining what it touches',
    [
      [0, 1],
      [2, 3],
      [8, 9],
    ],
    [1, 2],
    [
      [0, 3],
      [8, 9],
    ],
  ],
  ['inside another without a change', [[0, 9]], [2, 3], [[0, 9]]],
  ['unless it is empty', [[0, 1]], [5, 5], [[0, 1]]],
  ['unless it is not a number', [[0, 1]], [5, NaN], [[0, 1]]],
] as [string, MediaRange[], MediaRange, MediaRange[]][])(
  'addRange() adds a range %s',
  (_how, ranges, added, expected) => {
    expect(addRange(ranges, added)).toEqual(expected);
  },
);

test('addRange() covers exactly what was added, sorted and apart', () => {
  const range = fc
    .tuple(fc.nat(60), fc.nat(60))
    .map(([one, other]): MediaRange => [Math.min(one, other), Math.max(one, other)]);
  fc.assert(
    fc.property(fc.array(range), (added) => {
      const ranges = added.reduce<readonly MediaRange[]>(addRange, []);
      for (const [index, [start, end]] of ranges.entries()) {
        expect(start).toBeLessThan(end);
        if (index > 0) expect(ranges[index - 1]![1]).toBeLessThan(start);
      }
      const seconds = new Set(
        added.flatMap(([start, end]) => Array.from({ length: end - start }, (_, offset) => start + offset)),
      );
      expect(sumRanges(ranges)).toBe(seconds.size);
    }),
  );
});

test('subtractRanges() returns what the others do not cover', () => {
  expect(
    subtractRanges(
      [
        [0, 10],
        [20, 30],
      ],
      [
        [2, 4],
        [8, 22],
      ],
    ),
  ).toEqual([
    [0, 2],
    [4, 8],
    [22, 30],
  ]);
  expect(subtractRanges([[0, 10]], [[0, 10]])).toEqual([]);
  expect(subtractRanges([[0, 10]], [])).toEqual([[0, 10]]);
  expect(subtractRanges([[5, 6]], [[0, 10]])).toEqual([]);
});
