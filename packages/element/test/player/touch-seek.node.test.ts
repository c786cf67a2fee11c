import { describe, expect, test } from 'vitest';
import { secondsToSeek, type Tap } from '../../src/player/touch-seek.js';

const tap = (time: number, position: number): Tap => ({ time, position });

describe('secondsToSeek', () => {
  test.each([
    ['seeks back on a double tap at the left', tap(0, 0.1), tap(200, 0.2), -10],
    ['seeks forward on a double tap at the right', tap(0, 0.9), tap(200, 0.8), 10],
    ['ignores a double tap in the middle', tap(0, 0.5), tap(200, 0.5), 0],
    ['ignores two taps at different sides', tap(0, 0.1), tap(200, 0.9), 0],
    ['ignores two taps with a pause between them', tap(0, 0.1), tap(400, 0.1), 0],
    ['ignores a first tap', undefined, tap(0, 0.1), 0],
  ])('%s', (_title, previous, current, seconds) => {
    expect(secondsToSeek(previous, current)).toBe(seconds);
  });
});
