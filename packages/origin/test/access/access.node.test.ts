import { beforeEach, describe, expect, test } from 'vitest';
import { createOrigin, type CreatedKey, deny, fail, DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';
import { BASE, get, sign } from '../support/sign.js';

const KINDS: readonly (readonly [string, string])[] = [
  ['multivariant playlist', 'manifest/video.m3u8'],
  ['init segment', 'video/240/init.mp4'],
  ['segment', 'audio/43/seg_24.mp4'],
  ['caption', 'text/en.vtt'],
  ['thumbnail', 'thumbnails/thumbnail.jpg'],
  ['lifecycle', 'lifecycle'],
];

/** The clock is constant, except for `jump`. */
const NOW = Math.floor(Date.now() / 1000) * 1000;

let origin: Origin;
let key: CreatedKey;

beforeEach(async () => {
  origin = createOrigin({ now: () => NOW });
  key = await origin.keys.create();
});

const reasonOf = async (id: string, path = 'manifest/video.m3u8', init?: RequestInit) => {
  const answer = await get(origin, `/${id}/${path}`, init);
  return answer.ok ? 'allowed' : `${answer.status} ${answer.headers.get('X-Origin-Reason')}`;
};

describe.each(KINDS)('the %s', (_, path) => {
  test('requires a token, and checks its signature, times and video', async () => {
    const now = origin.clock.now() / 1000;
    const audio = (await origin.videos.get(DEMO_VIDEO_ID)!.media.audio).name;
    const real = path.replace('audio/43', `audio/${audio}`);
    expect(await reasonOf(DEMO_VIDEO_ID, real)).toBe('401 token-required');
    expect(await reasonOf(await sign(key), real)).toBe('allowed');
    expect(await reasonOf(await sign(key, { exp: now - 1 }), real)).toBe('401 expired');
    expect(await reasonOf(await sign(key, { nbf: now + 5 }), real)).toBe('401 not-yet-valid');
    expect(await reasonOf(await sign(key, { sub: 'f'.repeat(32) }), real)).toBe('401 wrong-video');
    expect(await reasonOf(`${(await sign(key)).slice(0, -6)}AAAAAA`, real)).toBe('401 signature-invalid');
  });
});

test('accepts an expiry as integer, fraction or string', async () => {
  const soon = origin.clock.now() / 1000 + 60;
  for (const exp of [Math.floor(soon), soon, String(Math.floor(soon))]) {
    expect(await reasonOf(await sign(key, { exp }))).toBe('allowed');
  }
  expect(await reasonOf(await sign(key, { exp: 'tomorrow' }))).toBe('401 token-malformed');
  expect(await reasonOf(await sign(key, { exp: undefined }))).toBe('401 expiry-missing');
});

test('refuses a token from the second of its exp on, by the origin’s clock', async () => {
  const token = await sign(key, { exp: Math.floor(origin.clock.now() / 1000) + 100 });
  origin.clock.jump(98_000);
  expect(await reasonOf(token)).toBe('allowed');
  origin.clock.jump(3000);
  expect(await reasonOf(token)).toBe('401 expired');
});

test('refuses the tokens of a revoked key at once, and no others', async () => {
  const other = await origin.keys.create();
  const [one, two] = [await sign(key), await sign(other)];
  expect(await reasonOf(one)).toBe('allowed');
  expect(origin.keys.revoke(key.id)).toBe(true);
  expect(await reasonOf(one)).toBe('401 key-revoked');
  expect(await reasonOf(two)).toBe('allowed');
  expect(origin.keys.list).toMatchObject([{ id: other.id }]);
});

describe('a token whose signature is remembered', () => {
  const path = 'video/240/seg_1.mp4';
  const rules = [
    { type: 'ip.src', action: 'allow', ip: ['203.0.113.0/24'] },
    { type: 'any', action: 'block' },
  ];
  let token: string;

  /** The signature is verified here, and not by the requests of the tests. */
  beforeEach(async () => {
    token = await sign(key, { exp: NOW / 1000 + 100, accessRules: rules });
    expect(await reasonOf(token, path)).toBe('allowed');
  });

  test('is refused after its key was revoked', async () => {
    origin.keys.revoke(key.id);
    expect(await reasonOf(token, path)).toBe('401 key-revoked');
  });

  test('is refused after its expiry', async () => {
    origin.clock.jump(100_000);
    expect(await reasonOf(token, path)).toBe('401 expired');
  });

  test('is refused where its rules block, and allowed where they do not', async () => {
    const from = (address: string) => reasonOf(token, path, { headers: { 'CF-Connecting-IP': address } });
    expect(await from('198.51.100.1')).toBe('403 blocked-by-rule');
    expect(await from('203.0.113.8')).toBe('allowed');
    origin.viewer = { address: '198.51.100.1', country: 'GB' };
    expect(await reasonOf(token, path)).toBe('403 blocked-by-rule');
  });

  test('is refused after the origins of its video changed', async () => {
    origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['site.example'] });
    expect(await reasonOf(token, path)).toBe('403 origin-not-allowed');
    origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: [] });
    expect(await reasonOf(token, path)).toBe('allowed');
  });

  test('does not vouch for another token of the same key', async () => {
    const [head, payload, signature] = token.split('.');
    const claims = JSON.parse(atob(payload!)) as object;
    const forged = btoa(JSON.stringify({ ...claims, accessRules: [] })).replaceAll('=', '');
    expect(await reasonOf(`${head}.${forged}.${signature}`, path)).toBe('401 signature-invalid');
  });
});

test('refuses a key of another account', async () => {
  const foreign = await createOrigin().keys.create();
  expect(await reasonOf(await sign(foreign))).toBe('401 key-unknown');
  expect(await reasonOf('not-a-token')).toBe('401 token-malformed');
});

test('accepts a key from the options', async () => {
  origin = createOrigin({ keys: [key.jwk] });
  expect(await reasonOf(await sign(key))).toBe('allowed');
});

test('allows an unprotected video by its uid', async () => {
  origin.videos.edit(DEMO_VIDEO_ID, { requireSignedURLs: false });
  expect(await reasonOf(DEMO_VIDEO_ID)).toBe('allowed');
});

test('injects a fault once, into its kind of request', async () => {
  const token = await sign(key);
  origin.faults.next('segment', deny('expired'));
  origin.faults.next('init', fail(503, { 'Retry-After': '2' }));
  expect(await reasonOf(token)).toBe('allowed');
  expect(await reasonOf(token, 'video/240/seg_1.mp4')).toBe('401 expired');
  expect(await reasonOf(token, 'video/240/seg_1.mp4')).toBe('allowed');
  const broken = await get(origin, `/${token}/video/240/init.mp4`);
  expect([broken.status, broken.headers.get('Retry-After')]).toEqual([503, '2']);
});

test('uses status and body of a refusal from the options', async () => {
  origin = createOrigin({ refusals: { 'token-required': { status: 404, body: 'nothing here' } } });
  const answer = await get(origin, `/${DEMO_VIDEO_ID}/manifest/video.m3u8`);
  expect([answer.status, await answer.text()]).toEqual([404, 'nothing here']);
});

test('reads the requesting page from Origin, then Referer, then the host', async () => {
  origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['site.example'] });
  const token = await sign(key);
  const request = (headers: Record<string, string>) => new Request(`${BASE}/${token}/lifecycle`, { headers });
  const statusOf = async (headers: Record<string, string>, page?: string) =>
    (await origin.fetch(request(headers), { page })).status;
  expect(await statusOf({ Origin: 'https://site.example', Referer: 'https://thief.example/' })).toBe(200);
  expect(await statusOf({ Origin: 'https://thief.example', Referer: 'https://site.example/' })).toBe(403);
  expect(await statusOf({ Referer: 'https://site.example/a/page' })).toBe(200);
  expect(await statusOf({}, 'https://site.example/a/page')).toBe(200);
  expect(await statusOf({}, 'https://thief.example/')).toBe(403);
  expect(await statusOf({})).toBe(403);
  origin = createOrigin({ keys: [key.jwk], unknownPages: 'accept' });
  origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['site.example'] });
  expect(await statusOf({})).toBe(200);
});

test('allows the frame’s own page to load its media', async () => {
  origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['site.example'] });
  const token = await sign(key);
  const fromFrame = { headers: { Referer: `${BASE}/${token}/iframe` } };
  expect(await reasonOf(token, 'video/240/seg_1.mp4', fromFrame)).toBe('allowed');
  expect(await reasonOf(token, 'iframe', fromFrame)).toBe('403 origin-not-allowed');
});
