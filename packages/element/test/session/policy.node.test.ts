import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadAt, defaultPolicy, nextPace, renewAt, retryDelay } from '../../src/session/policy.js';
import type { Token } from '../../src/session/token.js';

const lasting = (lifetime: number): Token => ({ value: 'token', grantedAt: 0, lifetime, claims: null });
const lifetimes = fc.oneof(fc.integer({ min: 1000, max: 60_000 }), fc.integer({ min: 60_000, max: 86_400_000 }));
const shares = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a token is renewed between half and nine tenths of its lifetime, whatever the page, the engine and chance want', () => {
  fc.assert(
    fc.property(
      lifetimes,
      shares,
      fc.option(fc.double({ min: -1e9, max: 1e9 }), { nil: undefined }),
      fc.integer({ min: 0, max: 1e8 }),
      (lifetime, share, leeway, lead) => {
        const at = renewAt(
          lasting(lifetime),
          nextPace(null, () => share),
          { ...defaultPolicy, leeway, lead },
        );
        expect(at).toBeGreaterThanOrEqual(lifetime / 2);
        expect(at).toBeLessThanOrEqual(lifetime * 0.9);
        expect(at).toBeLessThan(deadAt(lasting(lifetime)));
      },
    ),
  );
});

test.each([
  ['nothing said: four fifths', { leeway: undefined, lead: 0 }, 2_880_000],
  ['a leeway of five minutes', { leeway: 300_000, lead: 0 }, 3_240_000],
  ['ten minutes', { leeway: 600_000, lead: 0 }, 3_000_000],
  ['as long as the lifetime: half of it', { leeway: 3_600_000, lead: 0 }, 1_800_000],
  ['longer than the lifetime: half of it', { leeway: 7_200_000, lead: 0 }, 1_800_000],
  ['none at all: a tenth is kept', { leeway: 0, lead: 0 }, 3_240_000],
  ['negative: a tenth is kept', { leeway: -5000, lead: 0 }, 3_240_000],
  ['not a number: four fifths', { leeway: NaN, lead: 0 }, 2_880_000],
  ['an engine that needs longer than the page allows', { leeway: 0, lead: 900_000 }, 2_700_000],
  ['an engine that needs longer than there is', { leeway: 0, lead: 9_000_000 }, 1_800_000],
])('an hour, %s', (_, wishes, expected) => {
  const at = renewAt(lasting(3_600_000), { spread: null, again: false }, { ...defaultPolicy, ...wishes });
  expect(at).toBeCloseTo(expected, 3);
});

test('a short token leaves time for a second try', () => {
  const at = (lifetime: number) => renewAt(lasting(lifetime), { spread: 1, again: true }, defaultPolicy);
  expect(lasting(5000).lifetime - at(5000)).toBe(1250);
  expect(lasting(20_000).lifetime - at(20_000)).toBe(5000);
  expect(lasting(60_000).lifetime - at(60_000)).toBe(10_000);
});

test('a token that says nothing of its life is never due', () => {
  const forever = lasting(Infinity);
  expect([renewAt(forever, null, defaultPolicy), deadAt(forever)]).toEqual([Infinity, Infinity]);
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
  const paces = [nextPace(null, () => 0.25)];
  for (let renewal = 1; renewal < 4; renewal += 1) paces.push(nextPace(paces.at(-1)!, () => 0.9));
  const shares = paces.map((pace) => renewAt(lasting(3_600_000), pace, defaultPolicy) / 3_600_000);
  expect(shares.map((share) => share.toFixed(3))).toEqual(['0.600', '0.600', '0.800', '0.800']);
});
