import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { buildDownloadUrl, buildPosterUrl, buildThumbnailUrl } from '../../src/images/urls.js';

const origin = 'https://customer-abc.cloudflarestream.com';
const createToken = (claims: Record<string, unknown>) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));

const errorReason = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
};

test('buildThumbnailUrl uses the parameters of the service, for still and animated thumbnails', () => {
  const location = { origin, id: 'token-1.2.3' };
  expect(buildThumbnailUrl(location, { time: 12, width: 320 })).toBe(
    `${origin}/token-1.2.3/thumbnails/thumbnail.jpg?time=12s&width=320`,
  );
  expect(buildThumbnailUrl(location, { animated: true, duration: 4 })).toBe(
    `${origin}/token-1.2.3/thumbnails/thumbnail.gif?duration=4s`,
  );
});

test('buildDownloadUrl throws not-downloadable when the token does not allow downloads', async () => {
  const id = await createToken({ sub: 'v' });
  expect(errorReason(() => buildDownloadUrl({ origin, id }))).toBe('not-downloadable');
  const allowed = await createToken({ sub: 'v', downloadable: true });
  expect(buildDownloadUrl({ origin, id: allowed }, { filename: 'lesson-1' })).toBe(
    `${origin}/${allowed}/downloads/default.mp4?filename=lesson-1`,
  );
});

test('buildDownloadUrl accepts a token that cannot be decoded', () => {
  expect(buildDownloadUrl({ origin, id: 'local-token' })).toBe(`${origin}/local-token/downloads/default.mp4`);
});

test.each(['', 'a b', '../x', 'x'.repeat(121)])('buildDownloadUrl throws config for the file name %j', (filename) => {
  expect(errorReason(() => buildDownloadUrl({ origin, id: 'local-token' }, { filename }))).toBe('config');
});

test.each([
  [300, 1, 640],
  [640, 1, 640],
  [640, 2, 1280],
  [1200, 2, 1920],
])('buildPosterUrl for %i CSS pixels at a device pixel ratio of %i requests a width of %i', (pixels, ratio, width) => {
  expect(new URL(buildPosterUrl({ origin, id: 'local-token' }, pixels, ratio)).searchParams.get('width')).toBe(
    `${width}`,
  );
});
