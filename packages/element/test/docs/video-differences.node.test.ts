import { expect, test } from 'vitest';
import { BROWSERS, listDifferences, readResults } from '../video-comparison/page.js';
import { REASONS } from '../video-comparison/reasons.js';

test('gives every difference from <video> a reason', () => {
  const unexplained = listDifferences().filter(({ reason }) => reason === undefined);
  expect(unexplained).toEqual([]);
});

test('keeps no reason for which there is no difference', () => {
  const used = new Set(listDifferences().map(({ reason }) => reason));
  expect(REASONS.map(({ reason }) => reason).filter((reason) => !used.has(reason))).toEqual([]);
});

test('has the results of each browser', () => {
  for (const browser of BROWSERS) {
    const { compared, engines } = readResults(browser);
    expect(compared / engines.length, browser).toBeGreaterThan(600);
  }
});
