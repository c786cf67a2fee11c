import { describe, expect, test } from 'vitest';
import { decideResume, decideStorage, isChosen, isDue } from '../../../src/player/features/resume-rules.js';

describe('decideStorage', () => {
  test.each([
    // Seconds, duration, live, decision.
    [0, 100, false, 'keep'],
    [9.9, 100, false, 'keep'],
    [10, 100, false, 'store'],
    [89.9, 100, false, 'store'],
    [90, 100, false, 'delete'],
    [100, 100, false, 'delete'],
    // The last 5 % of an hour are three minutes.
    [3419, 3600, false, 'store'],
    [3420, 3600, false, 'delete'],
    // A short video is always near its end.
    [0, 10, false, 'delete'],
    [15, 20, false, 'delete'],
    [50, NaN, false, 'keep'],
    [50, Infinity, false, 'keep'],
    [50, 100, true, 'keep'],
    [95, 100, true, 'keep'],
  ])('at %d s of %d s, live: %s, decides to %s', (currentTime, duration, isLive, decision) => {
    expect(decideStorage({ currentTime, duration, isLive })).toBe(decision);
  });
});

test('isDue is true five seconds away from the last position, in both directions', () => {
  expect([10, 14.9, 15, 20, 5, 5.1].map((time) => isDue(time, 10))).toEqual([false, false, true, true, true, false]);
});

test('isChosen ignores what an engine moves, and what plays in the first seconds', () => {
  expect([0, 0.9, 1, 20].map((time) => isChosen(time, false))).toEqual([false, false, true, true]);
  expect([0, 5, 9.9, 10].map((time) => isChosen(time, true))).toEqual([false, false, false, true]);
});

describe('decideResume', () => {
  const input = { stored: 40, startTime: undefined, isLinked: false, isLive: false };

  test('returns the stored position', () => {
    expect(decideResume(input)).toBe(40);
    expect(decideResume({ ...input, startTime: null })).toBe(40);
    expect(decideResume({ ...input, startTime: NaN })).toBe(40);
  });

  test('lets the page win, also with a start at 0', () => {
    expect(decideResume({ ...input, startTime: 30 })).toBe(undefined);
    expect(decideResume({ ...input, startTime: 0 })).toBe(undefined);
  });

  test('lets a link to a time win', () => {
    expect(decideResume({ ...input, isLinked: true })).toBe(undefined);
  });

  test('returns nothing for a live stream', () => {
    expect(decideResume({ ...input, isLive: true })).toBe(undefined);
  });

  test.each([[undefined], [null], ['40'], [NaN], [Infinity], [-5], [9], [{}]])(
    'ignores the stored value %s',
    (stored) => {
      expect(decideResume({ ...input, stored })).toBe(undefined);
    },
  );
});
