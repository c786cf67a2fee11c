import { expect, test } from 'vitest';
import {
  frameUrl,
  manifestUrl,
  resolveOrigin,
  parseStreamUrl,
  thumbnailUrl,
  embedQuery,
  parseEmbedQuery,
  type EmbedParameters,
} from '@secure-stream/protocol';
import { animatedThumbnailUrl, downloadUrl, lifecycleUrl } from '../src/asset-urls.ts';

const uid = '5d5bc37ffcf54c9b82e996823bffbb81';

test('resolveOrigin builds the customer subdomain from a customer code', () => {
  expect(resolveOrigin({ customerCode: 'f33zs165nr7gyfy4' })).toBe(
    'https://customer-f33zs165nr7gyfy4.cloudflarestream.com',
  );
});

test('resolveOrigin prefers a stream origin to a customer code and keeps its port', () => {
  expect(resolveOrigin({ customerCode: 'abc', streamOrigin: 'http://localhost:8788/ignored' })).toBe(
    'http://localhost:8788',
  );
});

test.each(['a.evil.com/', 'x y', '../', 'a@b'])('resolveOrigin rejects the customer code %j', (customerCode) => {
  expect(resolveOrigin({ customerCode })).toBeNull();
});

test.each([
  'https://video.example.com',
  'http://localhost:8788',
  'http://app.localhost',
  'http://127.0.0.1:8788',
  'http://[::1]:8788',
])('resolveOrigin accepts the stream origin %j', (streamOrigin) => {
  expect(resolveOrigin({ streamOrigin })).toBe(streamOrigin);
});

// The viewer's token is sent there.
test.each([
  'http://video.example.com',
  'http://localhost.example.com',
  'http://127.0.0.1.example.com',
  'http://notlocalhost',
  'https://user@video.example.com',
  'https://user:password@video.example.com',
  'https://:password@video.example.com',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://video.example.com/1',
  'ftp://video.example.com',
  'ws://localhost',
  '//video.example.com',
  'video.example.com',
])('resolveOrigin rejects the stream origin %j', (streamOrigin) => {
  expect(resolveOrigin({ streamOrigin })).toBeNull();
});

test('frameUrl appends /iframe on a customer host but not on the shared host', () => {
  expect(frameUrl({ origin: resolveOrigin({})!, id: uid })).toBe(`https://iframe.cloudflarestream.com/${uid}`);
  expect(frameUrl({ origin: resolveOrigin({ customerCode: 'abc' })!, id: uid })).toBe(
    `https://customer-abc.cloudflarestream.com/${uid}/iframe`,
  );
});

test('manifestUrl keeps a base64 token in one path segment', () => {
  const url = manifestUrl({ origin: 'http://localhost:8788', id: 'eyJhIjoxfQ==/+' });
  expect(url).toBe('http://localhost:8788/eyJhIjoxfQ%3D%3D%2F%2B/manifest/video.m3u8');
  expect(parseStreamUrl(url)?.id).toBe('eyJhIjoxfQ==/+');
});

test.each(['hls', 'dash'] as const)('parseStreamUrl returns the location that manifestUrl was given (%s)', (format) => {
  const location = { origin: 'https://customer-abc.cloudflarestream.com', id: uid };
  expect(parseStreamUrl(manifestUrl(location, format))).toMatchObject(location);
});

test('thumbnailUrl writes the time in seconds', () => {
  expect(thumbnailUrl({ origin: 'http://localhost', id: uid }, { time: 68, width: 320, fit: 'crop' })).toBe(
    `http://localhost/${uid}/thumbnails/thumbnail.jpg?time=68s&width=320&fit=crop`,
  );
});

test.each(['not a url', 'javascript:alert(1)', 'https://host/', 'https://host/%ff/iframe', 'https://host/../'])(
  'parseStreamUrl returns null for %j',
  (value) => expect(parseStreamUrl(value)).toBeNull(),
);

const video = { origin: 'https://customer-abc.cloudflarestream.com', id: 'token-1.2.3' };
const base = `${video.origin}/${video.id}`;

test('animatedThumbnailUrl writes times in seconds, and omits what is not set', () => {
  expect(animatedThumbnailUrl(video, { time: '1m2s', duration: 4, fps: 8 })).toBe(
    `${base}/thumbnails/thumbnail.gif?time=1m2s&duration=4s&fps=8`,
  );
});

test('downloadUrl has the file name as a parameter', () => {
  expect(downloadUrl(video)).toBe(`${base}/downloads/default.mp4`);
  expect(downloadUrl(video, { filename: 'lesson-1' })).toBe(`${base}/downloads/default.mp4?filename=lesson-1`);
});

test('lifecycleUrl is a path of the video', () => {
  expect(lifecycleUrl(video)).toBe(`${base}/lifecycle`);
});

test('embedQuery omits a boolean that is false, because the player checks only its presence', () => {
  expect(embedQuery({ autoplay: false, loop: false, muted: false })).toEqual({});
  expect(embedQuery({ autoplay: true, loop: true, muted: true })).toEqual({
    autoplay: 'true',
    loop: 'true',
    muted: 'true',
  });
});

test('embedQuery writes controls only when they are off', () => {
  expect(embedQuery({ controls: true })).toEqual({});
  expect(embedQuery({ controls: false })).toEqual({ controls: 'false' });
});

test('embedQuery omits an empty poster', () => {
  expect(embedQuery({ poster: '' })).toEqual({});
});

test('embedQuery writes adUrl as ad-url', () => {
  expect(embedQuery({ adUrl: 'https://ads.example/?a=1&b=2' })).toEqual({ 'ad-url': 'https://ads.example/?a=1&b=2' });
});

test.each(['autoplay=0', 'autoplay=false', 'autoplay=', 'autoplay'])('parseEmbedQuery reads ?%s as true', (query) => {
  expect(parseEmbedQuery(new URLSearchParams(query))).toEqual({ autoplay: true });
});

test('parseEmbedQuery returns the parameters that embedQuery was given', () => {
  const parameters: EmbedParameters = {
    autoplay: true,
    controls: false,
    dvrEnabled: true,
    preload: 'metadata',
    poster: 'https://example.com/a b.jpg?x=1&y=2#z',
    primaryColor: '#f48120',
    letterboxColor: 'transparent',
    startTime: '1m3s',
    defaultTextTrack: 'de',
    adUrl: 'https://ads.example/vast',
  };
  const query = new URLSearchParams(
    Object.entries(embedQuery(parameters)).map(([name, value]) => [name, String(value)]),
  );
  expect(parseEmbedQuery(new URLSearchParams(query.toString()))).toEqual(parameters);
});
