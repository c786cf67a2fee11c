import { describe, expect, test } from 'vitest';
import { interruptionOf, toIntervals, type Sample } from './states.ts';

/** A sample each 250 ms. */
const samplesOf = (...positions: readonly number[]): Sample[] =>
  positions.map((position, index) => ({ at: index * 250, position, emptied: 0, refused: 0 }));

describe('toIntervals', () => {
  test('joins neighbours of one state', () => {
    expect(toIntervals(samplesOf(0, 0.25, 0.5, 0.5, 0.5, 0.75))).toEqual([
      { state: 'playing', from: 0, to: 500 },
      { state: 'stalled', from: 500, to: 1000 },
      { state: 'playing', from: 1000, to: 1250 },
    ]);
  });

  test('tells a refused request and a reload from a stall', () => {
    const [one, two, three] = samplesOf(0, 0.25, 0.25);
    const after = { ...three!, at: 750 };
    expect(toIntervals([one!, two!, { ...three!, emptied: 1 }, { ...after, emptied: 1, refused: 1 }])).toEqual([
      { state: 'playing', from: 0, to: 250 },
      { state: 'reloading', from: 250, to: 500 },
      { state: 'refused', from: 500, to: 750 },
    ]);
  });

  test('counts a jump of the position as no playback', () => {
    expect(toIntervals(samplesOf(0, 0.25, 8, 8.25)).map(({ state }) => state)).toEqual([
      'playing',
      'stalled',
      'playing',
    ]);
  });

  test('keeps the sleep of the machine apart', () => {
    expect(toIntervals(samplesOf(0, 0.25, 0.25, 0.5), [300, 400]).map(({ state }) => state)).toEqual([
      'playing',
      'asleep',
      'playing',
    ]);
  });
});

test('interruptionOf counts from a time on, without the sleep', () => {
  const intervals = [
    { state: 'playing', from: 0, to: 250 },
    { state: 'stalled', from: 250, to: 1000 },
    { state: 'asleep', from: 1000, to: 9000 },
    { state: 'refused', from: 9000, to: 9500 },
  ] as const;
  expect(interruptionOf(intervals, 500)).toEqual({ seconds: 1, isStopped: true });
});
