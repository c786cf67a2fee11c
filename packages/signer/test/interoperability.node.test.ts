import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { createOrigin, DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';
import {
  createTokenEndpoint,
  importSigningKey,
  signToken,
  tokenApiSource,
  type Restrictions,
} from '@secure-stream/signer';
import fc from 'fast-check';
import { importJWK, jwtVerify } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { key, NOW, now, privateJwk, tokens } from './support/fixtures.js';

const signingKey = await importSigningKey(key.jwk);
const { n, e, kty } = privateJwk;
const joseKey = await importJWK({ n: n ?? '', e: e ?? '', kty: kty ?? '' }, 'RS256');
const nodeKey = createPublicKey(createPrivateKey(Buffer.from(key.pem, 'base64')));

let origin: Origin;
beforeEach(() => {
  origin = createOrigin({ keys: [key.jwk], now });
});

const byJose = async (token: string) =>
  (await jwtVerify(token, joseKey, { algorithms: ['RS256'], currentDate: new Date(NOW) })).payload;

function byNode(token: string): boolean {
  const [header, payload, signature = ''] = token.split('.');
  return verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), nodeKey, Buffer.from(signature, 'base64url'));
}

const byOrigin = async (token: string, path = 'manifest/video.m3u8', headers: Record<string, string> = {}) => {
  const response = await origin.fetch(new Request(`https://stream.test/${token}/${path}`, { headers }));
  return response.status < 400 ? 'allowed' : response.headers.get('X-Origin-Reason');
};

test.each(tokens.vectors)('jose and node:crypto accept the committed token for $name', async ({ token, payload }) => {
  expect(byNode(token)).toBe(true);
  expect(await byJose(token)).toEqual(payload);
});

test('jose, node:crypto and the origin accept any token of signToken', async () => {
  await fc.assert(
    fc.asyncProperty(allowingRestrictions(), async (restrictions) => {
      const token = await signToken(signingKey, { sub: DEMO_VIDEO_ID, ...restrictions }, { now });
      expect(byNode(token)).toBe(true);
      expect((await byJose(token)).sub).toBe(DEMO_VIDEO_ID);
      expect(await byOrigin(token)).toBe('allowed');
    }),
    { numRuns: 60 },
  );
});

test('jose, node:crypto and the origin reject a token of another key and a changed token', async () => {
  const other = await importSigningKey((await createOrigin().keys.create()).jwk);
  const token = await signToken(other, { sub: DEMO_VIDEO_ID }, { now });
  expect(byNode(token)).toBe(false);
  await expect(byJose(token)).rejects.toThrow();
  expect(await byOrigin(token)).toBe('key-unknown');
  const [header, payload = '', signature] = (await signToken(signingKey, { sub: DEMO_VIDEO_ID }, { now })).split('.');
  const changed = `${header}.${payload.slice(0, -2)}${payload.endsWith('00') ? '11' : '00'}.${signature}`;
  expect(byNode(changed)).toBe(false);
  expect(await byOrigin(changed)).not.toBe('allowed');
});

describe('the origin enforces restrictions', () => {
  const restricted: readonly [
    what: string,
    Restrictions,
    path: string,
    headers: Record<string, string>,
    outcome: string,
  ][] = [
    [
      'allows an allowed country',
      { accessRules: rules('GB') },
      'manifest/video.m3u8',
      { 'CF-IPCountry': 'GB' },
      'allowed',
    ],
    [
      'blocks another country',
      { accessRules: rules('GB') },
      'manifest/video.m3u8',
      { 'CF-IPCountry': 'FR' },
      'blocked-by-rule',
    ],
    ['refuses a download without the claim', {}, 'downloads/default.mp4', {}, 'not-downloadable'],
    ['allows a download with the claim', { downloadable: true }, 'downloads/default.mp4', {}, 'allowed'],
    ['refuses a token that is not valid yet', { nbf: NOW / 1000 + 60 }, 'manifest/video.m3u8', {}, 'not-yet-valid'],
  ];
  test.each(restricted)('%s', async (_what, restrictions, path, headers, outcome) => {
    const token = await signToken(signingKey, { sub: DEMO_VIDEO_ID, ...restrictions }, { now });
    expect(await byOrigin(token, path, headers)).toBe(outcome);
  });

  test('refuses a token from its expiry on', async () => {
    const token = await signToken(signingKey, { sub: DEMO_VIDEO_ID, expiresIn: 20 }, { now });
    origin.clock.jump(19_000);
    expect(await byOrigin(token)).toBe('allowed');
    origin.clock.jump(1000);
    expect(await byOrigin(token)).toBe('expired');
  });

  test('accepts tokens of the old key after a rotation until the key is revoked', async () => {
    const young = await origin.keys.create();
    const before = await signToken(signingKey, { sub: DEMO_VIDEO_ID }, { now });
    const after = await signToken(await importSigningKey(young), { sub: DEMO_VIDEO_ID }, { now });
    expect([await byOrigin(before), await byOrigin(after)]).toEqual(['allowed', 'allowed']);
    origin.keys.revoke(key.id);
    expect([await byOrigin(before), await byOrigin(after)]).toEqual(['key-revoked', 'allowed']);
  });
});

describe('a token endpoint with tokenApiSource and the API of the origin', () => {
  const endpoint = () =>
    createTokenEndpoint({
      source: tokenApiSource({
        accountId: 'a1',
        apiToken: 'an-api-token',
        api: 'https://stream.test/client/v4',
        fetch: origin.fetch,
        now,
      }),
      authorize: () => ({ expiresIn: 1200, downloadable: true }),
      now,
    });
  const requestToken = (videoId: string) => endpoint()(new Request(`https://site.test/${videoId}`));

  test('reads the lifetime from a string, and the origin accepts the token', async () => {
    const response = await requestToken(DEMO_VIDEO_ID);
    const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
    expect(expiresIn).toBe(1200);
    expect(await byOrigin(token)).toBe('allowed');
    expect(await byOrigin(token, 'downloads/default.mp4')).toBe('allowed');
  });

  test('responds with 404 for a video that the account does not have', async () => {
    expect((await requestToken('0'.repeat(32))).status).toBe(404);
  });

  test('responds with 503 and Retry-After when the API limits the rate', async () => {
    origin = createOrigin({ now, api: { rateLimit: { requests: 2, seconds: 60 } } });
    expect([(await requestToken(DEMO_VIDEO_ID)).status, (await requestToken(DEMO_VIDEO_ID)).status]).toEqual([
      200, 200,
    ]);
    const refused = await requestToken(DEMO_VIDEO_ID);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

function rules(country: string): NonNullable<Restrictions['accessRules']> {
  return [
    { type: 'ip.geoip.country', action: 'allow', country: [country] },
    { type: 'any', action: 'block' },
  ];
}

/** Restrictions that allow the viewer of the origin: GB, 203.0.113.7, now. */
function allowingRestrictions(): fc.Arbitrary<Restrictions> {
  const seconds = NOW / 1000;
  const rule = fc.oneof(
    fc.constant({ type: 'ip.geoip.country' as const, action: 'allow' as const, country: ['GB', 'IE'] }),
    fc.constant({ type: 'ip.geoip.country' as const, action: 'block' as const, country: ['US'] }),
    fc.constant({ type: 'ip.src' as const, action: 'allow' as const, ip: ['203.0.113.0/24', '2400:cb00::/32'] }),
    fc.constant({ type: 'ip.src' as const, action: 'block' as const, ip: ['198.51.100.7'] }),
  );
  return fc.record(
    {
      expiresIn: fc.double({ min: 1, max: 86_400, noNaN: true }),
      nbf: fc.double({ min: seconds - 86_400, max: seconds, noNaN: true }),
      downloadable: fc.boolean(),
      accessRules: fc.array(rule, { maxLength: 5 }),
      flags: fc.record({ original: fc.boolean() }),
    },
    { requiredKeys: [] },
  );
}
