// @tier all: `policy` covers the schedule of one viewer, and this simulates 20,000
import { describe, expect, test } from 'vitest';
import {
  countRequests,
  createFixedViewer,
  computePeakAndMean,
  createSessionViewer,
  type Simulation,
} from '../../../bench/session/simulation.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** With 20,000 viewers, chance alone makes peaks of a tenth. `npm run bench -- session` simulates a million. */
const simulation: Simulation = { viewers: 20_000, arrivalWindow: MINUTE, lifetime: HOUR, duration: 8 * HOUR };
const BUCKET_MS = HOUR / 36;

function findPeak(viewer: typeof createSessionViewer, changes: Partial<Simulation>, from = HOUR): number {
  const { peak, mean } = computePeakAndMean(
    countRequests({ ...simulation, ...changes }, viewer, BUCKET_MS),
    from / BUCKET_MS,
  );
  return peak / mean;
}

test.each([1, 2, 3])('viewers who arrive within a minute renew evenly after the first lifetime (seed %d)', (seed) => {
  expect(findPeak(createSessionViewer, { seed })).toBeLessThanOrEqual(1.3);
});

test('viewers who renew at a fixed four fifths stay within one minute', () => {
  expect(findPeak(createFixedViewer, {})).toBeGreaterThan(20);
});

test.each<[string, Partial<Simulation>]>([
  ['an endpoint that was down for two minutes', { outage: [4 * HOUR, 4 * HOUR + 2 * MINUTE] }],
  ['a key that was revoked', { keyRevokedAt: 4 * HOUR }],
])('%s gathers the requests, which are even again one lifetime later', (_, changes) => {
  expect(findPeak(createSessionViewer, changes, 5 * HOUR + 2 * MINUTE)).toBeLessThanOrEqual(1.3);
});

describe('an endpoint that is down for five minutes', () => {
  const outage = [4 * HOUR, 4 * HOUR + 5 * MINUTE] as const;
  const settled = Math.ceil((outage[1] + HOUR) / BUCKET_MS) * BUCKET_MS;

  test.each([1, 2, 3])('gathers the requests, which are even again one lifetime later (seed %d)', (seed) => {
    expect(findPeak(createSessionViewer, { outage, seed }, settled)).toBeLessThanOrEqual(1.3);
  });

  // Short lifetimes: the outage is as long as the token, or half as long.
  test.each([5 * MINUTE, 10 * MINUTE])('leaves an even load one lifetime later, with tokens of %d ms', (lifetime) => {
    const width = lifetime / 40;
    const end = 4 * lifetime + 5 * MINUTE;
    const counts = countRequests(
      { ...simulation, lifetime, outage: [4 * lifetime, end], duration: end + 5 * lifetime },
      createSessionViewer,
      width,
    );
    const { peak, mean } = computePeakAndMean(counts, (end + lifetime) / width);
    expect(peak / mean).toBeLessThanOrEqual(1.3);
  });

  // Who missed a renewal takes the old place in the period, in the first lifetime already.
  test('leaves an even load as soon as its viewers are back, with tokens of an hour', () => {
    const counts = countRequests({ ...simulation, outage }, createSessionViewer, BUCKET_MS);
    const { peak } = computePeakAndMean(counts, Math.ceil((outage[1] + MINUTE) / BUCKET_MS));
    const { mean } = computePeakAndMean(counts, HOUR / BUCKET_MS, outage[0] / BUCKET_MS);
    expect(peak / mean).toBeLessThanOrEqual(1.2);
  });

  // The arithmetic of docs/guides/scale.md: the renewals of five minutes return within thirty seconds, or in the minutes after Retry-After.
  test.each([
    ['half a minute', {}, 8, 20],
    ['minutes with Retry-After', { retryAfter: 2 * MINUTE }, 2, 4],
  ])('has its viewers back within %s', (_, changes, least, most) => {
    const width = 10_000;
    const counts = countRequests({ ...simulation, outage, ...changes }, createSessionViewer, width);
    const { peak } = computePeakAndMean(counts, outage[1] / width, (outage[1] + 5 * MINUTE) / width);
    const { mean } = computePeakAndMean(counts, HOUR / width, outage[0] / width);
    expect(peak / mean).toBeGreaterThan(least);
    expect(peak / mean).toBeLessThan(most);
  });
});

test('each viewer renews at four fifths of the lifetime on average', () => {
  const { mean } = computePeakAndMean(countRequests(simulation, createSessionViewer, BUCKET_MS), HOUR / BUCKET_MS);
  const perViewer = (mean / simulation.viewers) * (HOUR / BUCKET_MS);
  expect(perViewer).toBeGreaterThan(1 / 0.9);
  expect(perViewer).toBeLessThan(1 / 0.7);
});
