import type { Grant } from '@secure-stream/protocol';
import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/errors/stream-error.js';
import { parseToken } from '../../src/session/token.js';
import { VIDEO_ID } from '../support/session-fixture.ts';
import { createFakeToken } from '../support/fake-token.ts';

const DAY_MS = 86_400_000;
const SERVER = Date.UTC(2026, 10, 24, 12, 0, 0);
const seconds = SERVER / 1000;

/** What becomes of an answer that came at 5,000 on a clock that is `skew` wrong. */
function parse(grant: Grant, { skew = 0, date = true } = {}) {
  const answer = { grant, ...(date ? { serverTime: SERVER } : {}) };
  return parseToken(answer, VIDEO_ID, { at: 5000, wall: SERVER + skew });
}

const readLifetime = (claims: Record<string, unknown>, options?: { skew?: number; date?: boolean }) =>
  parse({ token: createFakeToken({ sub: VIDEO_ID, ...claims }) }, options).lifetime;

function rejectionReason(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof StreamError ? error.reason : String(error);
  }
  return 'nothing thrown';
}

describe('the lifetime of a token', () => {
  test('what the endpoint says of it wins over what the token says', () => {
    const token = createFakeToken({ exp: seconds + 3600 });
    expect(parse({ token, expiresIn: 60 })).toMatchObject({ grantedAt: 5000, lifetime: 60_000 });
  });

  test('else the claims against the date of the answer, which has lost up to a second', () => {
    expect(readLifetime({ exp: seconds + 600 })).toBe(599_000);
  });

  test.each([
    ['a number', seconds + 600],
    ['a string', String(seconds + 600)],
    ['a float', seconds + 600.25],
    ['a string of a float', String(seconds + 600.25)],
  ])('exp may be %s', (_, exp) => {
    expect(Math.floor(readLifetime({ exp }) / 1000)).toBe(599);
  });

  test.each([
    ['missing', {}],
    ['null', { exp: null }],
    ['a word', { exp: 'soon' }],
    ['empty', { exp: '' }],
  ])('exp may be %s: then nothing says when it ends', (_, claims) => {
    expect(readLifetime(claims)).toBe(Infinity);
  });

  test("the earlier of the endpoint's instant and the token's counts", () => {
    const token = createFakeToken({ exp: seconds + 600 });
    expect(parse({ token, expiresAt: seconds + 300 }).lifetime).toBe(299_000);
    expect(parse({ token, expiresAt: seconds + 900 }).lifetime).toBe(599_000);
  });

  test('a token that is no JWT lives by what the endpoint says, or for ever', () => {
    expect(parse({ token: 'opaque-token', expiresIn: 90 })).toMatchObject({ lifetime: 90_000, claims: null });
    expect(parse({ token: 'opaque-token', expiresAt: seconds + 90 }).lifetime).toBe(89_000);
    expect(parse({ token: 'opaque-token' }).lifetime).toBe(Infinity);
  });
});

describe('a clock that is a day wrong', () => {
  test.each([-DAY_MS, -3_600_000, 0, 3_600_000, DAY_MS])(
    'changes nothing when the answer has a date (%d ms)',
    (skew) => {
      expect(readLifetime({ exp: seconds + 600 }, { skew })).toBe(599_000);
      expect(
        parse({ token: createFakeToken({ exp: seconds + 600 }), expiresIn: 60 }, { skew, date: false }).lifetime,
      ).toBe(60_000);
    },
  );

  test.each([
    [
      'fast: the token seems dead and is used for as long as it says of itself',
      DAY_MS,
      { iat: seconds, exp: seconds + 600 },
      600_000,
    ],
    ['slow: the token seems to live a day longer and does not', -DAY_MS, { iat: seconds, exp: seconds + 600 }, 600_000],
    [
      "fast, the service's own token, which begins an hour before it was made: an hour too long, and a refusal will tell",
      DAY_MS,
      { nbf: seconds - 3600, exp: seconds + 600 },
      4_200_000,
    ],
    ['slow, the same', -DAY_MS, { nbf: seconds - 3600, exp: seconds + 600 }, 4_200_000],
    [
      'fast, and the token does not say when it was made: a refusal will tell',
      DAY_MS,
      { exp: seconds + 600 },
      Infinity,
    ],
    ['right, and the token is old: what is left counts', 0, { iat: seconds - 400, exp: seconds + 200 }, 200_000],
  ])('%s', (_, skew, claims, lifetime) => {
    expect(readLifetime(claims, { skew, date: false })).toBe(lifetime);
  });
});

describe('what is no use', () => {
  test.each([
    ['a token for another video', { sub: '00000000000000000000000000000000' }, 'token-mismatch'],
    ['a dead token', { sub: VIDEO_ID, exp: seconds - 1 }, 'token-expired'],
    ['a token with less than a second to live', { sub: VIDEO_ID, exp: seconds + 1 }, 'token-expired'],
  ])('%s', (_, claims, reason) => {
    expect(rejectionReason(() => parse({ token: createFakeToken(claims) }))).toBe(reason);
  });

  test('a lifetime of nothing', () => {
    expect(rejectionReason(() => parse({ token: 'opaque-token', expiresIn: 0 }))).toBe('token-expired');
    expect(rejectionReason(() => parse({ token: 'opaque-token', expiresIn: -60 }))).toBe('token-expired');
  });

  test('the subject is compared without regard to case, and may be missing', () => {
    expect(parse({ token: createFakeToken({ sub: VIDEO_ID.toUpperCase() }) }).lifetime).toBe(Infinity);
    expect(parse({ token: createFakeToken({}) }).lifetime).toBe(Infinity);
  });

  test('a token that begins in the future is used: clocks of servers differ, and only the origin knows', () => {
    expect(readLifetime({ nbf: seconds + 30, exp: seconds + 600 })).toBe(599_000);
  });
});
