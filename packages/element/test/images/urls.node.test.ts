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

test('a still and a moving picture are asked for by the names of the service', () => {
  const location = { origin, id: 'token-1.2.3' };
  expect(buildThumbnailUrl(location, { time: 12, width: 320 })).toBe(
    `${origin}/token-1.2.3/thumbnails/thumbnail.jpg?time=12s&width=320`,
  );
  expect(buildThumbnailUrl(location, { animated: true, duration: 4 })).toBe(
    `${origin}/token-1.2.3/thumbnails/thumbnail.gif?duration=4s`,
  );
});

test('a file is refused before the request when the token does not allow it', async () => {
  const id = await createToken({ sub: 'v' });
  expect(errorReason(() => buildDownloadUrl({ origin, id }))).toBe('not-downloadable');
  const allowed = await createToken({ sub: 'v', downloadable: true });
  expect(buildDownloadUrl({ origin, id: allowed }, { filename: 'lesson-1' })).toBe(
    `${origin}/${allowed}/downloads/default.mp4?filename=lesson-1`,
  );
});

test('a token that can not be read is tried', () => {
  expect(buildDownloadUrl({ origin, id: 'local-token' })).toBe(`${origin}/local-token/downloads/default.mp4`);
});

test.each(['', 'a b', '../x', 'x'.repeat(121)])('the file name %j is not sent', (filename) => {
  expect(errorReason(() => buildDownloadUrl({ origin, id: 'local-token' }, { filename }))).toBe('config');
});

test.each([
  [300, 1, 640],
  [640, 1, 640],
  [640, 2, 1280],
  [1200, 2, 1920],
])('a player of %i CSS pixels at %i dots for each has a poster %i wide', (pixels, ratio, width) => {
  expect(new URL(buildPosterUrl({ origin, id: 'local-token' }, pixels, ratio)).searchParams.get('width')).toBe(
    `${width}`,
  );
});
