import { beforeEach, expect, test } from 'vitest';
import { createOrigin, type CreatedKey, DEMO_VIDEO_ID, type Origin, type OriginOptions } from '@secure-stream/origin';
import { BASE, get, sign, urisOf } from '../support/sign.js';

/** The clock is constant, except for `jump`. */
const NOW = Math.floor(Date.now() / 1000) * 1000;

let origin: Origin;
let key: CreatedKey;

async function open(options: OriginOptions = {}) {
  origin = createOrigin({ segments: 'signature', now: () => NOW, ...options });
  key = await origin.keys.create();
}

beforeEach(() => open());

/** All URIs of the media playlists: paths with their query. */
async function files(token: string): Promise<string[]> {
  const master = `/${token}/manifest/video.m3u8`;
  const names = urisOf(await (await get(origin, master)).text(), master);
  const playlists = await Promise.all(
    names.map(async (path) => {
      const text = await (await get(origin, path)).text();
      return [...text.matchAll(/^[^#\s].*$|URI="([^"]*)"/gm)].map(
        ([line, quoted]) => new URL(quoted ?? line, BASE + path),
      );
    }),
  );
  return playlists.flat().map(({ pathname, search }) => pathname + search);
}

const reasonOf = async (path: string, init?: RequestInit) =>
  (await get(origin, path, init)).headers.get('X-Origin-Reason');

test('writes the uid and a signature into URLs of segments and captions, and no token', async () => {
  const token = await sign(key);
  const all = await files(token);
  expect(all).toHaveLength(127);
  for (const path of all) {
    expect(path).toMatch(new RegExp(`^/${DEMO_VIDEO_ID}/(video|audio|text)/.*\\?p=[\\w-]+&s=[\\w-]{43}$`));
    expect((await get(origin, path)).status).toBe(200);
  }
});

test('accepts a signature for its track of its video only', async () => {
  const [segment = ''] = (await files(await sign(key))).filter((path) => path.includes('/video/240/seg_1.'));
  expect(await reasonOf(segment.replace('seg_1.', 'seg_2.'))).toBe(null);
  expect(await reasonOf(segment.replace('/240/', '/360/'))).toBe('segment-signature-invalid');
  expect(await reasonOf(segment.replace('seg_1.', 'init.'))).toBe('segment-signature-invalid');
  expect(await reasonOf(segment.replace(/s=.{4}/, 's=AAAA'))).toBe('segment-signature-invalid');
  expect(await reasonOf(segment.replace(/p=[\w-]+/, 'p=e30'))).toBe('segment-signature-invalid');
  expect(await reasonOf(segment.replace(/\?.*/, ''))).toBe('token-required');
  expect(await reasonOf(segment.replace(/video.*\?/, 'manifest/video.m3u8?'))).toBe('token-required');
  const other = createOrigin({ segments: 'signature' });
  expect((await get(other, segment)).status).toBe(401);
});

test('accepts a signature without lifetime after the token has expired, as in every sample of the service', async () => {
  const [segment = ''] = (await files(await sign(key))).filter((path) => path.includes('seg_1.'));
  expect(Object.keys(JSON.parse(atob(new URLSearchParams(segment.split('?')[1]).get('p')!)) as object)).toEqual([
    'type',
    'videoID',
    'track',
  ]);
  origin.clock.jump(10 * 86_400_000);
  expect(await reasonOf(segment)).toBe(null);
});

test.each([
  ['so many seconds', 30, 30],
  ['as long as the token', 'token' as const, 60],
])('accepts a signature for %s', async (_, segmentLifetime, seconds) => {
  await open({ segmentLifetime });
  const now = origin.clock.now();
  const [segment = ''] = (await files(await sign(key, { exp: Math.floor(now / 1000) + 60 }))).filter((path) => path.includes('seg_1.')); // prettier-ignore
  origin.clock.jump(seconds * 1000 - 2000);
  expect(await reasonOf(segment)).toBe(null);
  origin.clock.jump(2500);
  expect(await reasonOf(segment)).toBe('segment-signature-expired');
});

test('applies allowedOrigins to signed segments', async () => {
  const [segment = ''] = (await files(await sign(key))).filter((path) => path.includes('seg_1.'));
  origin.videos.edit(DEMO_VIDEO_ID, { allowedOrigins: ['site.example'] });
  expect(await reasonOf(segment, { headers: { Origin: 'https://site.example' } })).toBe(null);
  expect(await reasonOf(segment, { headers: { Origin: 'https://thief.example' } })).toBe('origin-not-allowed');
});

test('redirects a download to a signed file', async () => {
  const token = await sign(key, { downloadable: true });
  const first = await get(origin, `/${token}/downloads/default.mp4?filename=my-video`);
  const { pathname, search } = new URL(first.headers.get('Location') ?? '', `${BASE}/${token}/downloads/default.mp4`);
  const location = pathname + search;
  expect(location).not.toContain(token);
  const second = await get(origin, location);
  expect([second.status, second.headers.get('Content-Disposition')]).toEqual([
    200,
    'attachment; filename="my-video.mp4"',
  ]);
  expect(await reasonOf(location.replace(/&s=.{4}/, '&s=AAAA'))).toBe('segment-signature-invalid');
});
