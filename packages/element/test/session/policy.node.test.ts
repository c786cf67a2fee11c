import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usableUntil, DEFAULT_POLICY, nextRenewalSchedule, renewalTime } from '../../src/session/policy.js';
import { retryDelay } from '../../src/retry-delay.js';
import type { Token } from '../../src/session/token.js';

const createToken = (lifetime: number): Token => ({ value: 'token', grantedAt: 0, lifetime, claims: null });
const lifetimes = fc.oneof(fc.integer({ min: 1000, max: 60_000 }), fc.integer({ min: 60_000, max: 86_400_000 }));
const shares = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('renewalTime is between half and nine tenths of the lifetime, for any policy and random value', () => {
  fc.assert(
    fc.property(
      lifetimes,
      shares,
      fc.option(fc.double({ min: -1e9, max: 1e9 }), { nil: undefined }),
      fc.integer({ min: 0, max: 1e8 }),
      (lifetime, share, renewBefore, leadTime) => {
        const at = renewalTime(
          createToken(lifetime),
          nextRenewalSchedule(null, () => share),
          { ...DEFAULT_POLICY, renewBefore, leadTime },
        );
        expect(at).toBeGreaterThanOrEqual(lifetime / 2);
        expect(at).toBeLessThanOrEqual(lifetime * 0.9);
        expect(at).toBeLessThan(usableUntil(createToken(lifetime)));
      },
    ),
  );
});

test.each([
  ['four fifths by default', { renewBefore: undefined, leadTime: 0 }, 2_880_000],
  ['five minutes before the expiry', { renewBefore: 300_000, leadTime: 0 }, 3_240_000],
  ['ten minutes before the expiry', { renewBefore: 600_000, leadTime: 0 }, 3_000_000],
  ['half when renewBefore is the lifetime', { renewBefore: 3_600_000, leadTime: 0 }, 1_800_000],
  ['half when renewBefore is longer than the lifetime', { renewBefore: 7_200_000, leadTime: 0 }, 1_800_000],
  ['nine tenths when renewBefore is 0', { renewBefore: 0, leadTime: 0 }, 3_240_000],
  ['nine tenths when renewBefore is negative', { renewBefore: -5000, leadTime: 0 }, 3_240_000],
  ['four fifths when renewBefore is NaN', { renewBefore: NaN, leadTime: 0 }, 2_880_000],
  ['the lead time of the engine when it is longer', { renewBefore: 0, leadTime: 900_000 }, 2_700_000],
  ['half when the lead time is longer than the lifetime', { renewBefore: 0, leadTime: 9_000_000 }, 1_800_000],
])('renewalTime of a token of one hour is %s', (_, changes, expected) => {
  const at = renewalTime(
    createToken(3_600_000),
    { spread: null, isRepeated: false },
    { ...DEFAULT_POLICY, ...changes },
  );
  expect(at).toBeCloseTo(expected, 3);
});

test('renewalTime leaves time for a second attempt with a short token', () => {
  const at = (lifetime: number) => renewalTime(createToken(lifetime), { spread: 1, isRepeated: true }, DEFAULT_POLICY);
  expect(createToken(5000).lifetime - at(5000)).toBe(1250);
  expect(createToken(20_000).lifetime - at(20_000)).toBe(5000);
  expect(createToken(60_000).lifetime - at(60_000)).toBe(10_000);
});

test('renewalTime is Infinity for a token without a lifetime', () => {
  const forever = createToken(Infinity);
  expect([renewalTime(forever, null, DEFAULT_POLICY), usableUntil(forever)]).toEqual([Infinity, Infinity]);
});

test('retryDelay is random between one second and a limit that doubles from 2 s to 30 s', () => {
  const limits = [0, 1, 2, 3, 4, 5, 50, 1e6];
  expect(limits.map((attempt) => retryDelay(attempt, undefined, () => 0))).toEqual(limits.map(() => 1000));
  expect(limits.map((attempt) => retryDelay(attempt, undefined, () => 1))).toEqual([
    2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000,
  ]);
});

test('retryDelay is at least Retry-After, and random above it', () => {
  expect([0, 1].map((random) => retryDelay(0, 20_000, () => random))).toEqual([20_000, 30_000]);
  expect(retryDelay(9, 20_000, () => 0)).toBe(20_000);
  expect(retryDelay(0, 0.1, () => 0)).toBe(1000);
  expect(retryDelay(0, 1e12, () => 0)).toBe(600_000);
});

test('nextRenewalSchedule uses one random share twice, and then four fifths', () => {
  const schedules = [nextRenewalSchedule(null, () => 0.25)];
  for (let renewal = 1; renewal < 4; renewal += 1) schedules.push(nextRenewalSchedule(schedules.at(-1)!, () => 0.9));
  const shares = schedules.map((schedule) => renewalTime(createToken(3_600_000), schedule, DEFAULT_POLICY) / 3_600_000);
  expect(shares.map((share) => share.toFixed(3))).toEqual(['0.600', '0.600', '0.800', '0.800']);
});
