import { expect, test } from 'vitest';
import { frameErrorFromStatus, isFrameError } from '../../src/embed/frame-error.ts';

test.each([
  [401, 'refused'],
  [403, 'refused'],
  [404, 'missing'],
  [424, 'broken'],
  [204, 'not-live'],
  [500, null],
])('frameErrorFromStatus(%i) is %s', (status, expected) => {
  expect(frameErrorFromStatus(status)).toBe(expected);
});

test('isFrameError accepts only the names of messages', () => {
  expect(['refused', 'bad-poster', 'toString', undefined].map(isFrameError)).toEqual([true, true, false, false]);
});
