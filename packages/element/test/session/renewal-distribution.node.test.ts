import { expect, test } from 'vitest';
import {
  countRequests,
  createFixedViewer,
  computePeakAndMean,
  createSessionViewer,
  type Simulation,
} from '../../../../bench/session/simulation.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Twenty thousand, of whom chance alone makes peaks of a tenth; `npm run bench:session` lets the million come. */
const simulation: Simulation = { viewers: 20_000, arrivalWindow: MINUTE, lifetime: HOUR, duration: 8 * HOUR };
const BUCKET_MS = HOUR / 36;

function findPeak(viewer: typeof createSessionViewer, changes: Partial<Simulation>, from = HOUR): number {
  const { peak, mean } = computePeakAndMean(
    countRequests({ ...simulation, ...changes }, viewer, BUCKET_MS),
    from / BUCKET_MS,
  );
  return peak / mean;
}

test.each([1, 2, 3])('a crowd that came in one minute asks evenly after the first lifetime (chance %d)', (seed) => {
  expect(findPeak(createSessionViewer, { seed })).toBeLessThanOrEqual(1.3);
});

test('a crowd that renews at four fifths comes back in one minute, for ever', () => {
  expect(findPeak(createFixedViewer, {})).toBeGreaterThan(20);
});

test.each<[string, Partial<Simulation>]>([
  ['an endpoint that was down for two minutes', { outage: [4 * HOUR, 4 * HOUR + 2 * MINUTE] }],
  ['a key that was revoked', { keyRevokedAt: 4 * HOUR }],
])('%s gathers the crowd anew, and one lifetime later it is even again', (_, changes) => {
  expect(findPeak(createSessionViewer, changes, 5 * HOUR + 2 * MINUTE)).toBeLessThanOrEqual(1.3);
});

test('nobody is asked more often than once in half a lifetime', () => {
  const { mean } = computePeakAndMean(countRequests(simulation, createSessionViewer, BUCKET_MS), HOUR / BUCKET_MS);
  const perViewer = (mean / simulation.viewers) * (HOUR / BUCKET_MS);
  expect(perViewer).toBeGreaterThan(1 / 0.9);
  expect(perViewer).toBeLessThan(1 / 0.7);
});
