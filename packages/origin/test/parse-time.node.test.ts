import { expect, test } from 'vitest';
import { parseTime } from '../src/parse-time.js';

test.each([
  ['90', 90],
  ['68s', 68],
  ['1.5s', 1.5],
  ['2m', 120],
  ['1h2m3s', 3723],
  ['', undefined],
  ['-1', undefined],
  ['1e9', undefined],
  ['3s2m', undefined],
  ['soon', undefined],
])('parses %j to %s', (text, seconds) => {
  expect(parseTime(text)).toBe(seconds);
});
