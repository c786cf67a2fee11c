import { beforeAll, expect, test } from 'vitest';
import {
  createOrigin,
  type CreatedKey,
  demoVideo,
  demoVideoFiles,
  DEMO_VIDEO_ID,
  Media,
  type Origin,
} from '@secure-stream/origin';
import { BASE, get, sign, urisOf } from '../support/sign.js';

let origin: Origin;
let key: CreatedKey;
let token: string;

beforeAll(async () => {
  origin = createOrigin();
  key = await origin.keys.create();
  token = await sign(key);
});

test('serves every URL of every playlist, and repeats the token of the request in each', async () => {
  const master = `/${token}/manifest/video.m3u8`;
  const playlists = urisOf(await (await get(origin, master)).text(), master);
  expect(playlists).toHaveLength(7);
  let segments = 0;
  for (const path of playlists) {
    const answer = await get(origin, path);
    expect(answer.headers.get('Content-Type')).toBe('application/x-mpegURL');
    for (const uri of urisOf(await answer.text(), path)) {
      expect(uri.startsWith(`/${token}/`)).toBe(true);
      expect((await get(origin, uri)).status).toBe(200);
      segments += 1;
    }
  }
  expect(segments).toBe(5 * 25 + 2);
});

test('names a media playlist differently with each request, and keeps serving the old name', async () => {
  const path = `/${token}/manifest/video.m3u8`;
  const first = urisOf(await (await get(origin, path)).text(), path);
  const second = urisOf(await (await get(origin, path)).text(), path);
  expect(new Set([...first, ...second]).size).toBe(14);
  expect(await (await get(origin, first[1]!)).text()).toBe(await (await get(origin, second[1]!)).text());
});

test('copies unknown query parameters to the media playlists', async () => {
  const text = await (await get(origin, `/${token}/manifest/video.m3u8?lps=1&clientBandwidthHint=0.1`)).text();
  expect(text.match(/\.m3u8\?lps=1"?$/gm)).toHaveLength(5);
});

test('lists only the nearest rendition for clientBandwidthHint', async () => {
  const heights = async (hint: string) =>
    [...(await (await get(origin, `/${token}/manifest/video.m3u8?clientBandwidthHint=${hint}`)).text()).matchAll(/RESOLUTION=\d+x(\d+)/g)].map(([, height]) => height); // prettier-ignore
  expect(await heights('0.01')).toEqual(['144']);
  expect(await heights('50')).toEqual(['360']);
  expect(await heights('none')).toEqual(['240', '360', '144']);
});

test.each([
  ['bytes=0-99', 206, 100],
  ['bytes=100-', 206, -100],
  ['bytes=-10', 206, 10],
  ['bytes=99999999-', 416, 0],
  ['bytes=5-2', 200, 0],
  ['lines=1-2', 200, 0],
])('answers the range %s with %i', async (range, status, length) => {
  const path = `/${token}/video/144/seg_1.mp4`;
  const whole = new Uint8Array(await (await get(origin, path)).arrayBuffer());
  const answer = await get(origin, path, { headers: { Range: range } });
  const part = await answer.arrayBuffer();
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Content-Length')).toBe(String(part.byteLength));
  if (status !== 416) expect(part.byteLength).toBe(length > 0 ? length : whole.byteLength + length);
});

test('serves the whole caption file of a language', async () => {
  expect(await (await get(origin, `/${token}/text/de.vtt`)).text()).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:03\.900\nTon 1 von 24/); // prettier-ignore
  expect((await get(origin, `/${token}/text/fr.vtt`)).status).toBe(404);
});

test('redirects a download to a file with the requested name', async () => {
  const downloader = await sign(key, { downloadable: true });
  const first = await get(origin, `/${downloader}/downloads/default.mp4?filename=my_video`);
  expect(first.status).toBe(302);
  const second = await get(
    origin,
    new URL(first.headers.get('Location')!, `${BASE}/${downloader}/downloads/default.mp4`).href,
  );
  expect(second.headers.get('Content-Disposition')).toBe('attachment; filename="my_video.mp4"');
  expect((await second.arrayBuffer()).byteLength).toBeGreaterThan(500_000);
});

test('serves different thumbnails for different times', async () => {
  const at = async (time: string) =>
    new Uint8Array(await (await get(origin, `/${token}/thumbnails/thumbnail.jpg?time=${time}`)).arrayBuffer());
  expect(await at('1m2s')).toEqual(await at('62'));
  expect(await at('0s')).not.toEqual(await at('4s'));
});

test('lets a page of another origin read answers, refusals and the time', async () => {
  origin.clock.jump(-3_600_000);
  const answer = await get(origin, `/${DEMO_VIDEO_ID}/manifest/video.m3u8`, {
    headers: { Origin: 'https://site.example' },
  });
  origin.clock.jump(3_600_000);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('X-Origin-Reason')).toBe('token-required');
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('Date');
  expect(Date.parse(answer.headers.get('Date')!)).toBeLessThan(Date.now() - 3_590_000);
});

test('logs requests and answers without tokens', async () => {
  origin.requests.clear();
  const seen: string[] = [];
  const unsubscribe = origin.requests.subscribe(({ kind }) => seen.push(kind));
  await get(origin, `/${token}/manifest/video.m3u8?x=${token}`);
  await get(origin, `/${token}/video/240/seg_3.mp4`);
  unsubscribe();
  await get(origin, `/${token.slice(0, -4)}AAAA/video/240/init.mp4`);
  expect(seen).toEqual(['multivariant', 'segment']);
  expect([...origin.requests]).toMatchObject([
    { kind: 'multivariant', status: 200, video: DEMO_VIDEO_ID },
    {
      kind: 'segment',
      path: `/${DEMO_VIDEO_ID}/video/240/seg_3.mp4`,
      status: 200,
      reason: null,
      token: { kid: key.id },
    },
    { kind: 'init', path: '/-/video/240/init.mp4', status: 401, reason: 'signature-invalid', video: null },
  ]);
  expect(JSON.stringify([...origin.requests])).not.toContain(token.slice(-40, -4));
});

test.each([
  ['error', 424],
  ['inprogress', 404],
] as const)('answers a request for media of a video in the state %s with %i', async (state, status) => {
  const own = createOrigin({ keys: [key.jwk] });
  own.videos.edit(DEMO_VIDEO_ID, { state });
  const paths = ['manifest/video.m3u8', 'manifest/video.mpd', 'video/240/seg_1.mp4', 'thumbnails/thumbnail.jpg'];
  for (const path of paths) expect((await get(own, `/${token}/${path}`)).status).toBe(status);
});

test('refuses methods other than GET and HEAD for media', async () => {
  const answer = await get(origin, `/${token}/video/240/seg_1.mp4`, { method: 'DELETE' });
  expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
});

test('answers 500 with the name of a file that cannot be read', async () => {
  const files = demoVideoFiles(async (file) => Promise.reject(new TypeError(`${file} is gone`)));
  const own = createOrigin({ keys: [key.jwk], videos: [demoVideo(new Media(files))] });
  const answer = await get(own, `/${token}/text/en.vtt`);
  expect([answer.status, await answer.text()]).toEqual([500, 'The origin failed: captions-en.vtt is gone']);
});
