import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createOrigin, DEMO_VIDEO_ID, type OriginOptions } from '@secure-stream/origin';
import { openLibrary } from '@secure-stream/origin/library';
import { get } from '../support/sign.js';
import { createRateLimiter } from '../../src/api/credentials.ts';

const STREAM = '/client/v4/accounts/local/stream';
const SECRET = { Authorization: 'Bearer the-secret' };
const api: NonNullable<OriginOptions['api']> = {
  tokens: { 'the-secret': 'edit' },
  hosts: ['localhost', '127.0.0.1', '::1'],
};

describe('the API against foreign web pages', () => {
  const CORS_HEADERS = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Methods', 'Access-Control-Allow-Headers'];

  test('sends no CORS headers, also for a request that it answers', async () => {
    const response = await get(createOrigin({ api }), `http://localhost${STREAM}/keys`, {
      headers: { ...SECRET, Origin: 'https://evil.example' },
    });
    expect(response.status).toBe(200);
    for (const name of CORS_HEADERS) expect(response.headers.get(name)).toBe(null);
  });

  test('does not allow a preflight', async () => {
    const response = await get(createOrigin({ api }), `http://localhost${STREAM}/keys`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Headers': 'authorization' },
    });
    expect(response.ok).toBe(false);
    for (const name of CORS_HEADERS) expect(response.headers.get(name)).toBe(null);
  });

  test.each([
    ['http://rebound.example', 421],
    ['http://127.0.0.1.evil.example', 421],
    ['http://localhost:8788', 200],
    ['http://127.0.0.1:8788', 200],
    ['http://[::1]:8788', 200],
  ])('answers %s with %i', async (base, status) => {
    const origin = createOrigin({ api });
    const before = origin.keys.list.length;
    const response = await get(origin, `${base}${STREAM}/keys`, { method: 'POST', headers: SECRET });
    expect(response.status).toBe(status);
    expect(origin.keys.list.length).toBe(before + (status === 200 ? 1 : 0));
  });

  test.each([
    ['no credentials', {}, 400],
    ['another token', { Authorization: 'Bearer a-guess' }, 401],
  ])('refuses %s', async (_, headers, status) => {
    const response = await get(createOrigin({ api }), `http://localhost${STREAM}`, { headers });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain(DEMO_VIDEO_ID);
  });
});

test('stops reading a body at its limit', async () => {
  let chunks = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      chunks += 1;
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
    },
  });
  const response = await get(createOrigin(), `${STREAM}/${DEMO_VIDEO_ID}/token`, {
    method: 'POST',
    headers: SECRET,
    body: endless,
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ success: false, errors: [{ code: 10005 }] });
  expect(chunks).toBeLessThan(32);
});

test('deletes a video of a library from its list, and not the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'origin-api-'));
  const source = fileURLToPath(new URL('../../media/demo/download.mp4', import.meta.url));
  await copyFile(source, join(folder, 'holiday.mp4'));
  const { videos } = await openLibrary(folder);
  const origin = createOrigin({ videos, api });
  const url = `http://localhost${STREAM}/${videos[0]!.uid}`;
  expect((await get(origin, url, { method: 'DELETE', headers: SECRET })).status).toBe(200);
  expect((await get(origin, url, { headers: SECRET })).status).toBe(404);
  expect(await readdir(folder)).toEqual(['holiday.mp4']);
  await rm(folder, { recursive: true });
});

test('createRateLimiter throws above the limit of a caller, until the window ends', () => {
  let now = 0;
  const limit = createRateLimiter({ requests: 2, seconds: 10 }, () => now);
  limit('one');
  limit('one');
  now = 4000;
  expect(() => limit('one')).toThrow();
  expect(() => limit('two')).not.toThrow();
  now = 10_000;
  expect(() => limit('one')).not.toThrow();
});
