import { expect, test } from 'vitest';
import { ResetHistory } from '../../src/engines/media-reset-decision.js';

/** The decisions at these positions, one after the other. */
function decideAt(...positions: readonly number[]) {
  const history = new ResetHistory();
  return positions.map((position) => history.decide(position));
}

test('loads the same data once more after the first failure', () => {
  expect(decideAt(12)).toEqual(['resume']);
  expect(decideAt(4, 12)).toEqual(['resume', 'resume']);
});

test('skips data that fail twice', () => {
  expect(decideAt(12.02, 12)).toEqual(['resume', 'skip']);
});

test('fails when resets follow each other', () => {
  expect(decideAt(4, 4, 8, 8, 12, 12, 16).at(-1)).toBe('fail');
});

test('forgets earlier resets when playback is somewhere else', () => {
  expect(decideAt(4, 8, 19, 8)).toEqual(['resume', 'resume', 'resume', 'resume']);
  expect(decideAt(40, 8, 40)).toEqual(['resume', 'resume', 'resume']);
});

test('remembers the resets of one type when another one fails elsewhere', () => {
  const history = new ResetHistory();
  expect(history.decide(12, 'video')).toBe('resume');
  expect(history.decide(40, 'audio')).toBe('resume');
  expect(history.positions).toEqual([12, 40]);
  expect(history.decide(12, 'video')).toBe('skip');
  expect(history.decide(40, 'audio')).toBe('skip');
});
