import { expect, test } from 'vitest';
import { countRequests, fixedViewer, peakAndMean, sessionViewer, type Crowd } from '../../../../bench/session-crowd.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Twenty thousand, of whom chance alone makes peaks of a tenth; `npm run bench:session` lets the million come. */
const crowd: Crowd = { viewers: 20_000, admission: MINUTE, lifetime: HOUR, duration: 8 * HOUR };
const WIDTH = HOUR / 36;

function peakOf(viewer: typeof sessionViewer, changes: Partial<Crowd>, from = HOUR): number {
  const { peak, mean } = peakAndMean(countRequests({ ...crowd, ...changes }, viewer, WIDTH), from / WIDTH);
  return peak / mean;
}

test.each([1, 2, 3])('a crowd that came in one minute asks evenly after the first lifetime (chance %d)', (seed) => {
  expect(peakOf(sessionViewer, { seed })).toBeLessThanOrEqual(1.3);
});

test('a crowd that renews at four fifths comes back in one minute, for ever', () => {
  expect(peakOf(fixedViewer, {})).toBeGreaterThan(20);
});

test.each<[string, Partial<Crowd>]>([
  ['an endpoint that was down for two minutes', { outage: [4 * HOUR, 4 * HOUR + 2 * MINUTE] }],
  ['a key that was revoked', { revoked: 4 * HOUR }],
])('%s gathers the crowd anew, and one lifetime later it is even again', (_, changes) => {
  expect(peakOf(sessionViewer, changes, 5 * HOUR + 2 * MINUTE)).toBeLessThanOrEqual(1.3);
});

test('nobody is asked more often than once in half a lifetime', () => {
  const { mean } = peakAndMean(countRequests(crowd, sessionViewer, WIDTH), HOUR / WIDTH);
  const perViewer = (mean / crowd.viewers) * (HOUR / WIDTH);
  expect(perViewer).toBeGreaterThan(1 / 0.9);
  expect(perViewer).toBeLessThan(1 / 0.7);
});
