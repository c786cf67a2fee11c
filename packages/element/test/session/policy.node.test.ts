import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usableUntil, DEFAULT_POLICY, nextRenewalSchedule, renewalTime } from '../../src/session/policy.js';
import { retryDelay } from '../../src/retry-delay.js';
import type { Token } from '../../src/session/token.js';

const createToken = (lifetime: number): Token => ({ value: 'token', grantedAt: 0, lifetime, claims: null });
const lifetimes = fc.oneof(fc.integer({ min: 1000, max: 60_000 }), fc.integer({ min: 60_000, max: 86_400_000 }));
const shares = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a token is renewed between half and nine tenths of its lifetime, whatever the page, the engine and chance want', () => {
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
  ['nothing said: four fifths', { renewBefore: undefined, leadTime: 0 }, 2_880_000],
  ['a leeway of five minutes', { renewBefore: 300_000, leadTime: 0 }, 3_240_000],
  ['ten minutes', { renewBefore: 600_000, leadTime: 0 }, 3_000_000],
  ['as long as the lifetime: half of it', { renewBefore: 3_600_000, leadTime: 0 }, 1_800_000],
  ['longer than the lifetime: half of it', { renewBefore: 7_200_000, leadTime: 0 }, 1_800_000],
  ['none at all: a tenth is kept', { renewBefore: 0, leadTime: 0 }, 3_240_000],
  ['negative: a tenth is kept', { renewBefore: -5000, leadTime: 0 }, 3_240_000],
  ['not a number: four fifths', { renewBefore: NaN, leadTime: 0 }, 2_880_000],
  ['an engine that needs longer than the page allows', { renewBefore: 0, leadTime: 900_000 }, 2_700_000],
  ['an engine that needs longer than there is', { renewBefore: 0, leadTime: 9_000_000 }, 1_800_000],
])('an hour, %s', (_, wishes, expected) => {
  const at = renewalTime(createToken(3_600_000), { spread: null, isRepeated: false }, { ...DEFAULT_POLICY, ...wishes });
  expect(at).toBeCloseTo(expected, 3);
});

test('a short token leaves time for a second try', () => {
  const at = (lifetime: number) => renewalTime(createToken(lifetime), { spread: 1, isRepeated: true }, DEFAULT_POLICY);
  expect(createToken(5000).lifetime - at(5000)).toBe(1250);
  expect(createToken(20_000).lifetime - at(20_000)).toBe(5000);
  expect(createToken(60_000).lifetime - at(60_000)).toBe(10_000);
});

test('a token that says nothing of its life is never due', () => {
  const forever = createToken(Infinity);
  expect([renewalTime(forever, null, DEFAULT_POLICY), usableUntil(forever)]).toEqual([Infinity, Infinity]);
});

test('waits between tries double from two seconds to thirty, and are anything from one second up to that', () => {
  const limits = [0, 1, 2, 3, 4, 5, 50, 1e6];
  expect(limits.map((attempt) => retryDelay(attempt, undefined, () => 0))).toEqual(limits.map(() => 1000));
  expect(limits.map((attempt) => retryDelay(attempt, undefined, () => 1))).toEqual([
    2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000,
  ]);
});

test('those who were told when to come back come no earlier, and not all at once', () => {
  expect([0, 1].map((random) => retryDelay(0, 20_000, () => random))).toEqual([20_000, 30_000]);
  expect(retryDelay(9, 20_000, () => 0)).toBe(20_000);
  expect(retryDelay(0, 0.1, () => 0)).toBe(1000);
  expect(retryDelay(0, 1e12, () => 0)).toBe(600_000);
});

test('the first two renewals of a viewer take the same share, all later ones four fifths', () => {
  const schedules = [nextRenewalSchedule(null, () => 0.25)];
  for (let renewal = 1; renewal < 4; renewal += 1) schedules.push(nextRenewalSchedule(schedules.at(-1)!, () => 0.9));
  const shares = schedules.map((pace) => renewalTime(createToken(3_600_000), pace, DEFAULT_POLICY) / 3_600_000);
  expect(shares.map((share) => share.toFixed(3))).toEqual(['0.600', '0.600', '0.800', '0.800']);
});
