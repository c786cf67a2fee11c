import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usableUntil, DEFAULT_POLICY, renewalTime, scheduleRenewals } from '../src/policy.js';
import { retryDelay } from '../src/retry-delay.js';
import type { Token } from '../src/token.js';

const createToken = (lifetime: number): Token => ({
  value: 'token',
  grantedAt: 0,
  lifetime,
  claims: null,
  grant: { token: 'token' },
});
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
        const at = renewalTime(createToken(lifetime), scheduleRenewals(share), {
          ...DEFAULT_POLICY,
          renewBefore,
          leadTime,
        });
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
  const at = renewalTime(createToken(3_600_000), [], { ...DEFAULT_POLICY, ...changes });
  expect(at).toBeCloseTo(expected, 3);
});

test('renewalTime leaves time for a second attempt with a short token', () => {
  const at = (lifetime: number) => renewalTime(createToken(lifetime), [1], DEFAULT_POLICY);
  expect(createToken(5000).lifetime - at(5000)).toBe(1250);
  expect(createToken(20_000).lifetime - at(20_000)).toBe(5000);
  expect(createToken(60_000).lifetime - at(60_000)).toBeCloseTo(10_000);
});

test('renewalTime is Infinity for a token without a lifetime', () => {
  const forever = createToken(Infinity);
  expect([renewalTime(forever, [0], DEFAULT_POLICY), usableUntil(forever)]).toEqual([Infinity, Infinity]);
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

describe('scheduleRenewals', () => {
  const LIFETIME = 3_600_000;
  const sharesOf = (periods: number) =>
    scheduleRenewals(periods).map((spread) => renewalTime(createToken(LIFETIME), [spread], DEFAULT_POLICY) / LIFETIME);

  test.each([
    [0, 'one period later', [0.8]],
    [0.375, 'by a renewal at half of the lifetime', [0.5]],
    [0.9, 'by one renewal near the latest possible time', [0.88]],
    [0.5, 'by two renewals', [0.7, 0.5]],
    [0.8, 'by two renewals that are late', [0.86, 0.9]],
    [7.5, 'after several periods', [0.7, 0.5]],
    [-0.5, 'ahead of time, with the token of another tab', [0.7, 0.5]],
  ])('leads to the point %d periods after it: %s', (periods, _, expected) => {
    expect(sharesOf(periods).map((share) => share.toFixed(3))).toEqual(expected.map((share) => share.toFixed(3)));
  });

  test('leads to the point for any time, in one or two renewals between half and nine tenths of the lifetime', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1000, noNaN: true }), (periods) => {
        const renewals = sharesOf(periods);
        for (const share of renewals) {
          expect(share).toBeGreaterThanOrEqual(0.5);
          expect(share).toBeLessThanOrEqual(0.9 + 1e-9);
        }
        const reached = periods + renewals.reduce((sum, share) => sum + share, 0) / 0.8;
        expect(Math.abs(reached - Math.round(reached))).toBeLessThan(1e-6);
        expect(renewals.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
