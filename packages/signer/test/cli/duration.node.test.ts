import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/cli/duration.ts';

test.each([
  ['90', 90],
  ['45s', 45],
  ['1h30m', 5400],
  ['2d', 172_800],
])('parseDuration reads %s as %i seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(['', '1x', 'h', '-5', '1.5h', '1h 30m'])('parseDuration rejects %j', (text) => {
  expect(() => parseDuration(text)).toThrow(/2h, 1h30m or 45s/);
});

test.each([
  [0, '0s'],
  [-90, '1m30s'],
  [5400, '1h30m'],
  [90_061, '1d1h'],
])('formatDuration writes %i as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
