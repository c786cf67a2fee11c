import { spawn, type ChildProcess } from 'node:child_process';
import { createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url).pathname;
const SESSION_SECRET = 'a secret of this test, long enough';
const origin = createOrigin();
const { jwk } = await origin.keys.create();

process.env['SESSION_SECRET'] = SESSION_SECRET;
const { createSession } = await import('../../../examples/node/sessions.js');
const cookie = `session=${createSession('ada')}`;

describe.each(['http.ts', 'with-hono.ts'])('the example %s', (file) => {
  let server: ChildProcess;
  let written = '';
  let url: string;

  beforeAll(async () => {
    server = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', `examples/node/${file}`], {
      cwd: ROOT,
      env: { ...process.env, SESSION_SECRET, STREAM_SIGNING_JWK: jwk, PORT: '0' },
    });
    url = await new Promise((resolve, reject) => {
      const listen = (data: Buffer) => {
        written += data.toString();
        const port = /"port":(\d+)/.exec(written)?.[1];
        if (port) resolve(`http://127.0.0.1:${port}/api/stream-token`);
      };
      server.stdout?.on('data', listen);
      server.stderr?.on('data', listen);
      server.once('exit', () => reject(new Error(written)));
    });
  });
  afterAll(() => void server.kill());

  const requestToken = (videoId: string, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ videoId }),
    });

  test('issues a token that opens the video to a viewer who has bought it', async () => {
    for (const response of [
      await requestToken(DEMO_VIDEO_ID, { cookie }),
      await fetch(`${url}/${DEMO_VIDEO_ID}`, { headers: { cookie } }),
    ]) {
      expect(response.status).toBe(200);
      const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
      expect(expiresIn).toBe(600);
      expect((await origin.fetch(new Request(`https://stream.test/${token}/manifest/video.m3u8`))).status).toBe(200);
    }
  });

  test('refuses a viewer without a session, with a forged session, or who has not bought the video', async () => {
    expect((await requestToken(DEMO_VIDEO_ID)).status).toBe(401);
    expect((await requestToken(DEMO_VIDEO_ID, { cookie: cookie.replace('ada', 'eve') })).status).toBe(401);
    expect((await requestToken('0'.repeat(32), { cookie })).status).toBe(403);
    expect((await requestToken('0'.repeat(32), { cookie: `session=${createSession('eve')}` })).status).toBe(403);
  });

  test('refuses other methods, a long body and a page of another site', async () => {
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
    expect((await requestToken('x'.repeat(20_000), { cookie })).status).toBe(413);
    expect((await requestToken(DEMO_VIDEO_ID, { cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await requestToken(DEMO_VIDEO_ID, { cookie, origin: new URL(url).origin })).status).toBe(200);
  });

  test('renders a page with a token only for a viewer who may watch the video', async () => {
    const page = (videoId: string, headers: Record<string, string> = {}) =>
      fetch(new URL(`/watch/${videoId}`, url), { headers });
    const allowed = await page(DEMO_VIDEO_ID, { cookie });
    expect(allowed.status).toBe(200);
    const token = /token="(eyJ[^"]+)"/.exec(await allowed.text())?.[1];
    expect((await origin.fetch(new Request(`https://stream.test/${token}/manifest/video.m3u8`))).status).toBe(200);
    for (const [videoId, headers, status] of [
      [DEMO_VIDEO_ID, {}, 401],
      ['0'.repeat(32), { cookie }, 403],
      ['%22onload=x', { cookie }, 404],
    ] as const) {
      const refused = await page(videoId, headers);
      expect(refused.status).toBe(status);
      expect(await refused.text()).not.toContain('eyJ');
    }
  });

  test('writes no token and no key to its output', () => {
    expect(written).toMatch(/^Listening on .*$/m);
    expect(written).not.toMatch(/eyJ/);
    expect(written).not.toContain(jwk.slice(40, 80));
  });
});
