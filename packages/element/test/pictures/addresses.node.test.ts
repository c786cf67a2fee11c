import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { fileUrl, posterUrl, stillUrl } from '../../src/pictures/addresses.js';

const origin = 'https://customer-abc.cloudflarestream.com';
const tokenWith = (claims: Record<string, unknown>) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));

const faultOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
};

test('a still and a moving picture are asked for by the names of the service', () => {
  const address = { origin, id: 'token-1.2.3' };
  expect(stillUrl(address, { time: 12, width: 320 })).toBe(
    `${origin}/token-1.2.3/thumbnails/thumbnail.jpg?time=12s&width=320`,
  );
  expect(stillUrl(address, { animated: true, duration: 4 })).toBe(
    `${origin}/token-1.2.3/thumbnails/thumbnail.gif?duration=4s`,
  );
});

test('a file is refused before the request when the token does not allow it', async () => {
  const id = await tokenWith({ sub: 'v' });
  expect(faultOf(() => fileUrl({ origin, id }))).toBe('not-downloadable');
  const allowed = await tokenWith({ sub: 'v', downloadable: true });
  expect(fileUrl({ origin, id: allowed }, { filename: 'lesson-1' })).toBe(
    `${origin}/${allowed}/downloads/default.mp4?filename=lesson-1`,
  );
});

test('a token that can not be read is tried', () => {
  expect(fileUrl({ origin, id: 'local-token' })).toBe(`${origin}/local-token/downloads/default.mp4`);
});

test.each(['', 'a b', '../x', 'x'.repeat(121)])('the file name %j is not sent', (filename) => {
  expect(faultOf(() => fileUrl({ origin, id: 'local-token' }, { filename }))).toBe('config');
});

test.each([
  [300, 1, 640],
  [640, 1, 640],
  [640, 2, 1280],
  [1200, 2, 1920],
])('a player of %i CSS pixels at %i dots for each has a poster %i wide', (pixels, ratio, width) => {
  expect(new URL(posterUrl({ origin, id: 'local-token' }, pixels, ratio)).searchParams.get('width')).toBe(`${width}`);
});
