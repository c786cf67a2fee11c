import { expect, test } from 'vitest';
import { frameUrl, manifestUrl, originOf, parseAddress, thumbnailUrl } from '@secure-stream/protocol';

const uid = '5d5bc37ffcf54c9b82e996823bffbb81';

test('a customer code becomes the host of that customer', () => {
  expect(originOf({ customerCode: 'f33zs165nr7gyfy4' })).toBe('https://customer-f33zs165nr7gyfy4.cloudflarestream.com');
});

test('an origin of our own wins over a customer code and keeps its port', () => {
  expect(originOf({ customerCode: 'abc', streamOrigin: 'http://localhost:8788/ignored' })).toBe(
    'http://localhost:8788',
  );
});

test.each(['a.evil.com/', 'x y', '../', 'a@b'])('the customer code %j can not leave the host name', (customerCode) => {
  expect(originOf({ customerCode })).toBeNull();
});

test('the shared frame host takes the id bare, a customer host wants /iframe', () => {
  expect(frameUrl({ origin: originOf({})!, id: uid })).toBe(`https://iframe.cloudflarestream.com/${uid}`);
  expect(frameUrl({ origin: originOf({ customerCode: 'abc' })!, id: uid })).toBe(
    `https://customer-abc.cloudflarestream.com/${uid}/iframe`,
  );
});

test('a token that is base64 and not a JWT stays one path segment', () => {
  const url = manifestUrl({ origin: 'http://localhost:8788', id: 'eyJhIjoxfQ==/+' });
  expect(url).toBe('http://localhost:8788/eyJhIjoxfQ%3D%3D%2F%2B/manifest/video.m3u8');
  expect(parseAddress(url)?.id).toBe('eyJhIjoxfQ==/+');
});

test.each(['hls', 'dash'] as const)('parsing what was built gives back the address (%s)', (format) => {
  const address = { origin: 'https://customer-abc.cloudflarestream.com', id: uid };
  expect(parseAddress(manifestUrl(address, format))).toMatchObject(address);
});

test('a thumbnail says its time in seconds', () => {
  expect(thumbnailUrl({ origin: 'http://localhost', id: uid }, { time: 68, width: 320, fit: 'crop' })).toBe(
    `http://localhost/${uid}/thumbnails/thumbnail.jpg?time=68s&width=320&fit=crop`,
  );
});

test.each(['not a url', 'javascript:alert(1)', 'https://host/', 'https://host/%ff/iframe', 'https://host/../'])(
  '%j is no address of the service',
  (value) => expect(parseAddress(value)).toBeNull(),
);
