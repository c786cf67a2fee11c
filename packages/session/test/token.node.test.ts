import type { Grant } from '@secure-stream/protocol';
import { describe, expect, test } from 'vitest';
import { StreamError } from '../src/stream-error.js';
import { parseToken } from '../src/token.js';
import { VIDEO_ID } from './support/session-fixture.ts';
import { createFakeToken } from './support/fake-token.ts';

const DAY_MS = 86_400_000;
const SERVER = Date.UTC(2026, 10, 24, 12, 0, 0);
const seconds = SERVER / 1000;

/** Parses a response that arrived at 5,000, on a device whose clock is wrong by `skew`. */
function parse(grant: Grant, { skew = 0, date = true } = {}) {
  const response = { grant, ...(date ? { serverTime: SERVER } : {}) };
  return parseToken(response, VIDEO_ID, { at: 5000, wall: SERVER + skew });
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

test('parseToken keeps the watermark of the grant', () => {
  const watermark = { text: 'ada@example.com' };
  expect(parse({ token: createFakeToken({}), expiresIn: 60, watermark }).grant.watermark).toBe(watermark);
  expect(parse({ token: createFakeToken({}), expiresIn: 60 }).grant.watermark).toBe(undefined);
});

describe('parseToken: the lifetime', () => {
  test('is expiresIn of the endpoint, rather than the claims', () => {
    const token = createFakeToken({ exp: seconds + 3600 });
    expect(parse({ token, expiresIn: 60 })).toMatchObject({ grantedAt: 5000, lifetime: 60_000 });
  });

  test('is exp relative to the Date header, less the second that the header rounds off', () => {
    expect(readLifetime({ exp: seconds + 600 })).toBe(599_000);
  });

  test.each([
    ['a number', seconds + 600],
    ['a string', String(seconds + 600)],
    ['a float', seconds + 600.25],
    ['a string of a float', String(seconds + 600.25)],
  ])('is read from an exp that is %s', (_, exp) => {
    expect(Math.floor(readLifetime({ exp }) / 1000)).toBe(599);
  });

  test.each([
    ['missing', {}],
    ['null', { exp: null }],
    ['a word', { exp: 'soon' }],
    ['empty', { exp: '' }],
  ])('is Infinity for an exp that is %s', (_, claims) => {
    expect(readLifetime(claims)).toBe(Infinity);
  });

  test('is the earlier one of expiresAt and exp', () => {
    const token = createFakeToken({ exp: seconds + 600 });
    expect(parse({ token, expiresAt: seconds + 300 }).lifetime).toBe(299_000);
    expect(parse({ token, expiresAt: seconds + 900 }).lifetime).toBe(599_000);
  });

  test('of a token that is not a JWT is that of the endpoint, or Infinity', () => {
    expect(parse({ token: 'opaque-token', expiresIn: 90 })).toMatchObject({ lifetime: 90_000, claims: null });
    expect(parse({ token: 'opaque-token', expiresAt: seconds + 90 }).lifetime).toBe(89_000);
    expect(parse({ token: 'opaque-token' }).lifetime).toBe(Infinity);
  });
});

describe('parseToken on a device with a wrong clock', () => {
  test.each([-DAY_MS, -3_600_000, 0, 3_600_000, DAY_MS])(
    'does not use the clock when the response has a Date header (%d ms)',
    (skew) => {
      expect(readLifetime({ exp: seconds + 600 }, { skew })).toBe(599_000);
      expect(
        parse({ token: createFakeToken({ exp: seconds + 600 }), expiresIn: 60 }, { skew, date: false }).lifetime,
      ).toBe(60_000);
    },
  );

  test.each([
    [
      'uses exp less iat on a fast clock, which shows an expired token',
      DAY_MS,
      { iat: seconds, exp: seconds + 600 },
      600_000,
    ],
    [
      'uses exp less iat on a slow clock, which shows a day more',
      -DAY_MS,
      { iat: seconds, exp: seconds + 600 },
      600_000,
    ],
    [
      'uses exp less nbf on a fast clock for a token of the service, an hour too long',
      DAY_MS,
      { nbf: seconds - 3600, exp: seconds + 600 },
      4_200_000,
    ],
    [
      'uses exp less nbf on a slow clock for a token of the service, an hour too long',
      -DAY_MS,
      { nbf: seconds - 3600, exp: seconds + 600 },
      4_200_000,
    ],
    [
      'is 30 s on a clock that shows the last seconds of a new token, so that it is not renewed all the time',
      597_000,
      { iat: seconds, exp: seconds + 600 },
      30_000,
    ],
    ['is that of a token of seconds', 0, { iat: seconds, exp: seconds + 5 }, 5000],
    ['returns Infinity on a fast clock for a token without iat and nbf', DAY_MS, { exp: seconds + 600 }, Infinity],
    [
      'uses the remaining lifetime of an old token on a correct clock',
      0,
      { iat: seconds - 400, exp: seconds + 200 },
      200_000,
    ],
  ])('%s', (_, skew, claims, lifetime) => {
    expect(readLifetime(claims, { skew, date: false })).toBe(lifetime);
  });
});

describe('parseToken throws', () => {
  test.each([
    ['for a token of another video', { sub: '00000000000000000000000000000000' }, 'token-mismatch'],
    ['for an expired token', { sub: VIDEO_ID, exp: seconds - 1 }, 'token-expired'],
    ['for a token that expires within a second', { sub: VIDEO_ID, exp: seconds + 1 }, 'token-expired'],
  ])('%s', (_, claims, reason) => {
    expect(rejectionReason(() => parse({ token: createFakeToken(claims) }))).toBe(reason);
  });

  test('for a lifetime of zero or less', () => {
    expect(rejectionReason(() => parse({ token: 'opaque-token', expiresIn: 0 }))).toBe('token-expired');
    expect(rejectionReason(() => parse({ token: 'opaque-token', expiresIn: -60 }))).toBe('token-expired');
  });

  test('for no subject in another case, and no missing one', () => {
    expect(parse({ token: createFakeToken({ sub: VIDEO_ID.toUpperCase() }) }).lifetime).toBe(Infinity);
    expect(parse({ token: createFakeToken({}) }).lifetime).toBe(Infinity);
  });

  test('for no token that begins in the future, because the clocks of servers differ', () => {
    expect(readLifetime({ nbf: seconds + 30, exp: seconds + 600 })).toBe(599_000);
  });
});
