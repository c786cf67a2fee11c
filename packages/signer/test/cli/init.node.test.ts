import { parseEnv } from 'node:util';
import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { expect, test } from 'vitest';
import { createTestTerminal, requestWithToken } from '../support/terminal.js';

const keyOf = (text = '') => {
  const { STREAM_SIGNING_JWK = '' } = parseEnv(text);
  return JSON.parse(atob(STREAM_SIGNING_JWK)) as { kid: string; d: string };
};

test('init writes a key to the env file whose tokens open the video', async () => {
  const { origin, files, run, runShowingSecret } = createTestTerminal();
  const { code, out } = await run('init');
  const { kid, d } = keyOf(files.get('.env'));
  expect(code).toBe(0);
  expect(d).toBeTruthy();
  expect(out).toBe(`Created key ${kid} and wrote it to .env as STREAM_SIGNING_JWK. Keep that file out of git.`);
  expect(origin.keys.list.map(({ id }) => id)).toEqual([kid]);
  expect(await requestWithToken(origin, (await runShowingSecret('token', DEMO_VIDEO_ID)).out)).toBe('allowed');
});

test('init keeps the other lines of the env file', async () => {
  const before = '# Ours\nSESSION_SECRET=x # STREAM_SIGNING_JWK=no\nSTREAM_SIGNING_JWK_OLD=y';
  const { files, run } = createTestTerminal({ files: { 'my.env': before } });
  expect((await run('init', '--dotenv', 'my.env')).code).toBe(0);
  expect(files.get('my.env')?.split('\n').slice(0, 3)).toEqual(before.split('\n'));
  expect(parseEnv(files.get('my.env') ?? '')).toMatchObject({ SESSION_SECRET: 'x', STREAM_SIGNING_JWK_OLD: 'y' });
  expect(keyOf(files.get('my.env')).kid).toBeTruthy();
});

test('init refuses to replace a key without --force, before it creates another', async () => {
  const { origin, files, run } = createTestTerminal();
  await run('init');
  const before = files.get('.env');
  const { code, err } = await run('init');
  expect(code).toBe(2);
  expect(err).toMatch(/contains STREAM_SIGNING_JWK already: --force replaces it/);
  expect(files.get('.env')).toBe(before);
  expect(origin.keys.list).toHaveLength(1);
});

test.each(['--force', '--rotate'])(
  'init %s replaces the key, and tokens of the old key stay valid until it is revoked',
  async (option) => {
    const { origin, files, run, runShowingSecret } = createTestTerminal();
    await run('init');
    const old = keyOf(files.get('.env')).kid;
    const before = (await runShowingSecret('token', DEMO_VIDEO_ID)).out;
    expect((await run('init', option)).out).toMatch(/Tokens of the old key stay valid until you revoke it/);
    const after = (await runShowingSecret('token', DEMO_VIDEO_ID)).out;
    expect(files.get('.env')?.match(/STREAM_SIGNING_JWK/g)).toHaveLength(1);
    expect([await requestWithToken(origin, before), await requestWithToken(origin, after)]).toEqual([
      'allowed',
      'allowed',
    ]);
    expect(await run('keys', 'revoke', old)).toMatchObject({ code: 0, out: expect.stringContaining(old) });
    expect([await requestWithToken(origin, before), await requestWithToken(origin, after)]).toEqual([
      'key-revoked',
      'allowed',
    ]);
  },
);

test('init --wrangler prints a secret for wrangler and nothing else on standard output', async () => {
  const { origin, files, runShowingSecret } = createTestTerminal();
  const { code, out, err } = await runShowingSecret('init', '--wrangler');
  const secrets = JSON.parse(out) as Record<string, string>;
  expect(code).toBe(0);
  expect(Object.keys(secrets)).toEqual(['STREAM_SIGNING_JWK']);
  const { kid } = JSON.parse(atob(secrets['STREAM_SIGNING_JWK'] ?? '')) as { kid: string };
  expect(origin.keys.list.map(({ id }) => id)).toEqual([kid]);
  expect(err).toMatch(/Pipe this into: npx wrangler secret bulk/);
  expect(err).not.toMatch(/eyJ/);
  expect(files.size).toBe(0);
});
