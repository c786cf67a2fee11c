import { expect, test } from 'vitest';
import { decideReset, nearResets } from '../../src/engines/media-reset-decision.js';

test('loads the same data once more after the first failure', () => {
  expect(decideReset([], 12)).toBe('resume');
  expect(decideReset([4], 12)).toBe('resume');
});

test('skips data that fail twice', () => {
  expect(decideReset([12.02], 12)).toBe('skip');
});

test('fails when resets follow each other', () => {
  expect(decideReset([4, 4, 8, 8, 12, 12], 16)).toBe('fail');
});

test('forgets earlier resets when playback is somewhere else', () => {
  expect(nearResets([], 12)).toEqual([]);
  expect(nearResets([4, 8], 12)).toEqual([4, 8]);
  expect(nearResets([4, 8], 19)).toEqual([]);
  expect(nearResets([40], 8)).toEqual([]);
});
