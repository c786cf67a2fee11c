import type { Grant } from '@secure-stream/protocol';
import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/catalogue/errors.js';
import { receiveToken } from '../../src/session/token.js';
import { VIDEO } from './room.ts';
import { tokenOf } from './sign.ts';

const DAY = 86_400_000;
const SERVER = Date.UTC(2026, 10, 24, 12, 0, 0);
const seconds = SERVER / 1000;

/** What becomes of an answer that came at 5,000 on a clock that is `skew` wrong. */
function receive(grant: Grant, { skew = 0, date = true } = {}) {
  const answer = { grant, ...(date ? { serverTime: SERVER } : {}) };
  return receiveToken(answer, VIDEO, { at: 5000, wall: SERVER + skew });
}

const lifetimeOf = (claims: Record<string, unknown>, options?: { skew?: number; date?: boolean }) =>
  receive({ token: tokenOf({ sub: VIDEO, ...claims }) }, options).lifetime;

function reasonOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof StreamError ? error.reason : String(error);
  }
  return 'nothing thrown';
}

describe('the lifetime of a token', () => {
  test('what the endpoint says of it wins over what the token says', () => {
    const token = tokenOf({ exp: seconds + 3600 });
    expect(receive({ token, expiresIn: 60 })).toMatchObject({ grantedAt: 5000, lifetime: 60_000 });
  });

  test('else the claims against the date of the answer, which has lost up to a second', () => {
    expect(lifetimeOf({ exp: seconds + 600 })).toBe(599_000);
  });

  test.each([
    ['a number', seconds + 600],
    ['a string', String(seconds + 600)],
    ['a float', seconds + 600.25],
    ['a string of a float', String(seconds + 600.25)],
  ])('exp may be %s', (_, exp) => {
    expect(Math.floor(lifetimeOf({ exp }) / 1000)).toBe(599);
  });

  test.each([
    ['missing', {}],
    ['null', { exp: null }],
    ['a word', { exp: 'soon' }],
    ['empty', { exp: '' }],
  ])('exp may be %s: then nothing says when it ends', (_, claims) => {
    expect(lifetimeOf(claims)).toBe(Infinity);
  });

  test("the earlier of the endpoint's instant and the token's counts", () => {
    const token = tokenOf({ exp: seconds + 600 });
    expect(receive({ token, expiresAt: seconds + 300 }).lifetime).toBe(299_000);
    expect(receive({ token, expiresAt: seconds + 900 }).lifetime).toBe(599_000);
  });

  test('a token that is no JWT lives by what the endpoint says, or for ever', () => {
    expect(receive({ token: 'opaque-token', expiresIn: 90 })).toMatchObject({ lifetime: 90_000, claims: null });
    expect(receive({ token: 'opaque-token', expiresAt: seconds + 90 }).lifetime).toBe(89_000);
    expect(receive({ token: 'opaque-token' }).lifetime).toBe(Infinity);
  });
});

describe('a clock that is a day wrong', () => {
  test.each([-DAY, -3_600_000, 0, 3_600_000, DAY])('changes nothing when the answer has a date (%d ms)', (skew) => {
    expect(lifetimeOf({ exp: seconds + 600 }, { skew })).toBe(599_000);
    expect(receive({ token: tokenOf({ exp: seconds + 600 }), expiresIn: 60 }, { skew, date: false }).lifetime).toBe(
      60_000,
    );
  });

  test.each([
    [
      'fast: the token seems dead and is used for as long as it says of itself',
      DAY,
      { iat: seconds, exp: seconds + 600 },
      600_000,
    ],
    ['slow: the token seems to live a day longer and does not', -DAY, { iat: seconds, exp: seconds + 600 }, 600_000],
    [
      "fast, the service's own token, which begins an hour before it was made: an hour too long, and a refusal will tell",
      DAY,
      { nbf: seconds - 3600, exp: seconds + 600 },
      4_200_000,
    ],
    ['slow, the same', -DAY, { nbf: seconds - 3600, exp: seconds + 600 }, 4_200_000],
    ['fast, and the token does not say when it was made: a refusal will tell', DAY, { exp: seconds + 600 }, Infinity],
    ['right, and the token is old: what is left counts', 0, { iat: seconds - 400, exp: seconds + 200 }, 200_000],
  ])('%s', (_, skew, claims, lifetime) => {
    expect(lifetimeOf(claims, { skew, date: false })).toBe(lifetime);
  });
});

describe('what is no use', () => {
  test.each([
    ['a token for another video', { sub: '00000000000000000000000000000000' }, 'token-mismatch'],
    ['a dead token', { sub: VIDEO, exp: seconds - 1 }, 'token-expired'],
    ['a token with less than a second to live', { sub: VIDEO, exp: seconds + 1 }, 'token-expired'],
  ])('%s', (_, claims, reason) => {
    expect(reasonOf(() => receive({ token: tokenOf(claims) }))).toBe(reason);
  });

  test('a lifetime of nothing', () => {
    expect(reasonOf(() => receive({ token: 'opaque-token', expiresIn: 0 }))).toBe('token-expired');
    expect(reasonOf(() => receive({ token: 'opaque-token', expiresIn: -60 }))).toBe('token-expired');
  });

  test('the subject is compared without regard to case, and may be missing', () => {
    expect(receive({ token: tokenOf({ sub: VIDEO.toUpperCase() }) }).lifetime).toBe(Infinity);
    expect(receive({ token: tokenOf({}) }).lifetime).toBe(Infinity);
  });

  test('a token that begins in the future is used: clocks of servers differ, and only the origin knows', () => {
    expect(lifetimeOf({ nbf: seconds + 30, exp: seconds + 600 })).toBe(599_000);
  });
});
