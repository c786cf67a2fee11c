import { spawn, type ChildProcess } from 'node:child_process';
import { createOrigin, FILM_ID } from '@secure-stream/origin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url).pathname;
const SESSION_SECRET = 'a secret of this test, long enough';
const origin = createOrigin();
const { jwk } = await origin.keys.create();

process.env['SESSION_SECRET'] = SESSION_SECRET;
const { sealSession } = await import('../../../examples/node/sessions.js');
const cookie = `session=${sealSession('ada')}`;

describe.each(['http.ts', 'with-hono.ts'])('the example %s', (file) => {
  let server: ChildProcess;
  let written = '';
  let address: string;

  beforeAll(async () => {
    server = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', `examples/node/${file}`], {
      cwd: ROOT,
      env: { ...process.env, SESSION_SECRET, STREAM_SIGNING_JWK: jwk, PORT: '0' },
    });
    address = await new Promise((resolve, reject) => {
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

  const ask = (videoId: string, headers: Record<string, string> = {}) =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ videoId }),
    });

  test('gives a viewer of the film a token that opens it', async () => {
    for (const response of [
      await ask(FILM_ID, { cookie }),
      await fetch(`${address}/${FILM_ID}`, { headers: { cookie } }),
    ]) {
      expect(response.status).toBe(200);
      const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
      expect(expiresIn).toBe(600);
      expect((await origin.fetch(new Request(`https://stream.test/${token}/manifest/video.m3u8`))).status).toBe(200);
    }
  });

  test('refuses who is not logged in, who forged a session, and who has not bought the video', async () => {
    expect((await ask(FILM_ID)).status).toBe(401);
    expect((await ask(FILM_ID, { cookie: cookie.replace('ada', 'eve') })).status).toBe(401);
    expect((await ask('0'.repeat(32), { cookie })).status).toBe(403);
    expect((await ask('0'.repeat(32), { cookie: `session=${sealSession('eve')}` })).status).toBe(403);
  });

  test('takes no other method, no body that is too long, no page of another site', async () => {
    expect((await fetch(address, { method: 'DELETE' })).status).toBe(405);
    expect((await ask('x'.repeat(20_000), { cookie })).status).toBe(413);
    expect((await ask(FILM_ID, { cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask(FILM_ID, { cookie, origin: new URL(address).origin })).status).toBe(200);
  });

  test('wrote no token and no key', () => {
    expect(written).toMatch(/^Listening on .*$/m);
    expect(written).not.toMatch(/eyJ/);
    expect(written).not.toContain(jwk.slice(40, 80));
  });
});
