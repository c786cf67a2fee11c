import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { createOrigin, type CreatedKey, fail, DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';
import { changesOf, type PlayerState, playlistUrl, parseFrameUrl } from '../../src/embed/player/embed-player.js';
import { get, sign } from '../support/sign.js';

let origin: Origin;
let key: CreatedKey;

beforeEach(async () => {
  origin = createOrigin();
  key = await origin.keys.create();
});

const frame = async (id: string, init?: RequestInit) => {
  const answer = await get(origin, `/${id}/iframe`, init);
  const html = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get('Content-Type'),
    reason: answer.headers.get('X-Origin-Reason'),
    policy: answer.headers.get('Content-Security-Policy'),
    error: /data-error="([^"]*)"/.exec(html)?.[1],
    html,
  };
};

test('has committed bundles that match the source', () => {
  const script = fileURLToPath(new URL('../../scripts/bundle-frame.ts', import.meta.url));
  expect(() => execFileSync('npx', ['--no-install', 'tsx', script, '--check'], { stdio: 'pipe' })).not.toThrow();
});

test('serves a page with a player, without the token', async () => {
  const token = await sign(key);
  const { status, type, error, html } = await frame(token);
  expect([status, type, error]).toEqual([200, 'text/html; charset=utf-8', '']);
  expect(html).not.toContain(token);
  expect(html).toContain('<script src="../embed/player.js">');
  const bare = await get(origin, `/${token}`);
  expect(await bare.text()).toContain('<script src="embed/player.js">');
});

test('serves an error page with status and reason for a refused token', async () => {
  const past = await sign(key, { exp: Math.floor(origin.clock.now() / 1000) - 1 });
  expect(await frame(past)).toMatchObject({ status: 401, reason: 'expired', error: 'refused' });
  expect(await frame(DEMO_VIDEO_ID)).toMatchObject({ status: 401, reason: 'token-required', error: 'refused' });
  expect(await frame('f'.repeat(32))).toMatchObject({ status: 404, reason: null, error: 'missing' });
  origin.videos.edit(DEMO_VIDEO_ID, { state: 'error' });
  expect(await frame(await sign(key))).toMatchObject({ status: 424, error: 'broken' });
  origin.faults.next('frame', fail(503));
  expect(await frame(await sign(key))).toMatchObject({ status: 503, html: '' });
});

test('refuses the frame on a page that is not allowed', async () => {
  origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['example.com'], requireSignedURLs: false });
  const from = (referer?: string) => frame(DEMO_VIDEO_ID, referer ? { headers: { Referer: referer } } : {});
  expect(await from('https://example.com/page')).toMatchObject({ status: 200 });
  for (const other of ['https://www.example.com/', 'https://example.com.evil.test/', 'https://stream.test/', undefined])
    expect(await from(other)).toMatchObject({
      status: 403,
      reason: 'origin-not-allowed',
      policy: "frame-ancestors 'none'",
    });
});

test('allows media for the frame’s own page, and for no other page that is not allowed', async () => {
  origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['example.com'], requireSignedURLs: false });
  const status = async (headers: HeadersInit) =>
    (await get(origin, `/${DEMO_VIDEO_ID}/manifest/video.m3u8`, { headers })).status;
  expect(await status({ Referer: `https://stream.test/${DEMO_VIDEO_ID}/iframe` })).toBe(200);
  expect(await status({ Origin: 'https://example.com' })).toBe(200);
  expect(await status({ Origin: 'https://other.test', Referer: 'https://stream.test/' })).toBe(403);
  expect(await status({})).toBe(403);
});

test('serves both scripts as JavaScript', async () => {
  for (const path of ['/embed/sdk.latest.js', '/embed/player.js']) {
    const answer = await get(origin, path);
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await answer.text()).length).toBeGreaterThan(1000);
  }
});

test.each([
  ['/token.a.b/iframe', '', '/token.a.b/manifest/video.m3u8'],
  ['/token.a.b', '', '/token.a.b/manifest/video.m3u8'],
  ['/token.a.b/', '?dvrEnabled=true', '/token.a.b/manifest/video.m3u8?dvrEnabled=true'],
  ['/below/a/folder/token.a.b/watch', '', '/below/a/folder/token.a.b/manifest/video.m3u8'],
])('parses the frame URL %s%s to the playlist %s', (pathname, search, expected) => {
  const frameUrl = parseFrameUrl({ origin: 'https://stream.test', pathname, search });
  expect(playlistUrl(frameUrl, frameUrl.id)).toBe(`https://stream.test${expected}`);
});

test('lists changed properties, and compares NaN as equal', () => {
  const before = { duration: NaN, volume: 1, played: { ranges: [] }, buffered: [] } as unknown as PlayerState;
  expect(changesOf({}, before)).toHaveLength(4);
  expect(changesOf(before, { ...before, played: { ranges: [] } })).toEqual([]);
  expect(changesOf(before, { ...before, duration: 96, buffered: [{ start: 0, end: 4 }] })).toEqual([
    ['duration', 96],
    ['buffered', [{ start: 0, end: 4 }]],
  ]);
});
