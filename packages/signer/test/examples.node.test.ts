import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { startRedis, type RedisServer } from './support/redis-server.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SESSION_SECRET = 'a secret of this test, long enough';
const origin = createOrigin();
const { jwk } = await origin.keys.create();

process.env['SESSION_SECRET'] = SESSION_SECRET;
const { createSession } = await import('../../../examples/node/sessions.js');
const cookie = `session=${createSession('ada')}`;

/** Starts an example on a free port. The name and port are in its first line of output. */
async function startExample(
  env: Record<string, string> = {},
  onOutput: (data: string) => void = () => {},
): Promise<{ server: ChildProcess; url: string }> {
  let written = '';
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', '-C', '@secure-stream/source', 'examples/node/server.ts'],
    {
      cwd: ROOT,
      env: { ...process.env, SESSION_SECRET, STREAM_SIGNING_JWK: jwk, PORT: '0', ...env },
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (data: Buffer) => {
      written += data.toString();
      onOutput(data.toString());
      const port = /"port":(\d+)/.exec(written)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}/api/stream-token`);
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', () => reject(new Error(written)));
  });
  return { server, url };
}

describe('the example', () => {
  let server: ChildProcess;
  let written = '';
  let url: string;

  beforeAll(async () => {
    ({ server, url } = await startExample({}, (data) => (written += data)));
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

  test.skipIf(spawnSync('curl', ['--version']).error)('answers the curl command of the error page', () => {
    const page = readFileSync(`${ROOT}docs/errors/token-malformed.md`, 'utf8');
    const [, command = ''] = /```sh\n\s+(curl .*)\n/.exec(page) ?? [];
    const ask = (text: string) =>
      spawnSync('bash', ['-c', text.replace('https://example.com/api/stream-token', url)], { encoding: 'utf8' }).stdout;
    expect(ask(command)).toMatch(/^HTTP\/1\.1 401[^]*application\/problem\+json/);
    expect(ask(command.replace('session=…', cookie))).toMatch(/^HTTP\/1\.1 200[^]*\{"token":"/);
    expect(ask(`curl -i ${url}`)).toMatch(/^HTTP\/1\.1 400[^]*"title":"Bad Request"/);
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
    const token = /"token":"(eyJ[^"]+)"/.exec(await allowed.text())?.[1];
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

describe('the example with a limit of viewings', () => {
  let redis: RedisServer;
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    redis = await startRedis();
    ({ server, url } = await startExample({ REDIS_URL: redis.path }));
  });
  afterAll(async () => {
    server?.kill();
    await redis?.stop();
  });

  const requestToken = async (playbackId: string, fields: object = {}) => {
    const body = JSON.stringify({ videoId: DEMO_VIDEO_ID, playbackId, ...fields });
    const response = await fetch(url, { method: 'POST', headers: { cookie }, body });
    if (response.status !== 403) return response.status;
    return ((await response.json()) as { reason?: string }).reason;
  };

  test('refuses a third device, which then takes over, and displaces the first', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map((name) => `playback-of-device-${name}`) as [
      string,
      string,
      string,
    ];
    expect([await requestToken(one), await requestToken(two), await requestToken(three)]).toEqual([
      200,
      200,
      'viewing-limit',
    ]);
    expect(await requestToken(three, { takeover: true })).toBe(200);
    expect([await requestToken(one), await requestToken(two)]).toEqual(['displaced', 200]);
    expect(await requestToken(two, { release: true })).toBe(204);
    expect(await requestToken(one, { takeover: true })).toBe(200);
  });
});
