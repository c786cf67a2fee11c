import { parseEnv } from 'node:util';
import { FILM_ID } from '@secure-stream/origin';
import { expect, test } from 'vitest';
import { createDesk, judge } from './terminal.js';

const keyOf = (text = '') => {
  const { STREAM_SIGNING_JWK = '' } = parseEnv(text);
  return JSON.parse(atob(STREAM_SIGNING_JWK)) as { kid: string; d: string };
};

test('init creates a key in the env file, and its tokens open the video', async () => {
  const { origin, files, signer, show } = createDesk();
  const { code, out } = await signer('init');
  const { kid, d } = keyOf(files.get('.env'));
  expect(code).toBe(0);
  expect(d).toBeTruthy();
  expect(out).toBe(`Created key ${kid} and wrote it to .env as STREAM_SIGNING_JWK. Keep that file out of git.`);
  expect(origin.keys.list.map(({ id }) => id)).toEqual([kid]);
  expect(await judge(origin, (await show('token', FILM_ID)).out)).toBe('allowed');
});

test('init leaves the other lines of the env file alone', async () => {
  const before = '# Ours\nSESSION_SECRET=x # STREAM_SIGNING_JWK=no\nSTREAM_SIGNING_JWK_OLD=y';
  const { files, signer } = createDesk({ files: { 'my.env': before } });
  expect((await signer('init', '--dotenv', 'my.env')).code).toBe(0);
  expect(files.get('my.env')?.split('\n').slice(0, 3)).toEqual(before.split('\n'));
  expect(parseEnv(files.get('my.env') ?? '')).toMatchObject({ SESSION_SECRET: 'x', STREAM_SIGNING_JWK_OLD: 'y' });
  expect(keyOf(files.get('my.env')).kid).toBeTruthy();
});

test('init does not throw away a key that is there, and does not make another for nothing', async () => {
  const { origin, files, signer } = createDesk();
  await signer('init');
  const before = files.get('.env');
  const { code, err } = await signer('init');
  expect(code).toBe(2);
  expect(err).toMatch(/STREAM_SIGNING_JWK is there already: --rotate replaces it/);
  expect(files.get('.env')).toBe(before);
  expect(origin.keys.list).toHaveLength(1);
});

test('a rotation signs with the new key, and the old one’s tokens live until it is revoked', async () => {
  const { origin, files, signer, show } = createDesk();
  await signer('init');
  const old = keyOf(files.get('.env')).kid;
  const before = (await show('token', FILM_ID)).out;
  expect((await signer('init', '--rotate')).out).toMatch(/Tokens of the old key stay valid until you revoke it/);
  const after = (await show('token', FILM_ID)).out;
  expect(files.get('.env')?.match(/STREAM_SIGNING_JWK/g)).toHaveLength(1);
  expect([await judge(origin, before), await judge(origin, after)]).toEqual(['allowed', 'allowed']);
  expect(await signer('keys', 'revoke', old)).toMatchObject({ code: 0, out: expect.stringContaining(old) });
  expect([await judge(origin, before), await judge(origin, after)]).toEqual(['key-revoked', 'allowed']);
});

test('init prints a secret for wrangler, and nothing else on standard output', async () => {
  const { origin, files, show } = createDesk();
  const { code, out, err } = await show('init', '--wrangler');
  const secrets = JSON.parse(out) as Record<string, string>;
  expect(code).toBe(0);
  expect(Object.keys(secrets)).toEqual(['STREAM_SIGNING_JWK']);
  const { kid } = JSON.parse(atob(secrets['STREAM_SIGNING_JWK'] ?? '')) as { kid: string };
  expect(origin.keys.list.map(({ id }) => id)).toEqual([kid]);
  expect(err).toMatch(/Pipe this into: npx wrangler secret bulk/);
  expect(err).not.toMatch(/eyJ/);
  expect(files.size).toBe(0);
});

test('keys are created, listed newest first, and revoked', async () => {
  const { origin, signer, show } = createDesk();
  const created = await show('keys', 'create');
  expect(created.out).toMatch(/^id {3}\w+\njwk {2}eyJ\S+\npem {2}LS0t\S+$/);
  origin.clock.jump(60_000);
  const young = JSON.parse((await show('keys', 'create', '--json')).out) as { id: string };
  const old = /^id {3}(\w+)/.exec(created.out)?.[1] ?? '';
  const list = await signer('keys', 'list');
  expect(list.out.split('\n').map((line) => line.split(' ')[0])).toEqual([young.id, old]);
  expect(JSON.parse((await signer('keys', 'list', '--json')).out)).toMatchObject([{ id: young.id }, { id: old }]);
  expect(await signer('keys', 'revoke', old)).toMatchObject({ code: 0 });
  expect((await signer('keys', 'list')).out).not.toContain(old);
  expect((await signer('keys', 'revoke', young.id, '--json')).out).toContain('"revoked": true');
  expect((await signer('keys', 'list')).out).toBe('There is no key.');
});

test('revoking a key that is none fails, and one that could be a path is not asked for', async () => {
  const { signer, asked } = createDesk();
  expect(await signer('keys', 'revoke', 'f'.repeat(32))).toMatchObject({ code: 1 });
  expect(await signer('keys', 'revoke', '../tokens')).toMatchObject({ code: 2 });
  expect(asked).toEqual([`DELETE /keys/${'f'.repeat(32)}`]);
});

test('protect closes a video to whoever has no token', async () => {
  const { origin, signer, show } = createDesk();
  origin.videos.edit(FILM_ID, { requireSignedURLs: false });
  expect(await judge(origin, FILM_ID)).toBe('allowed');
  const { code, out } = await signer('protect', FILM_ID);
  expect({ code, out }).toEqual({ code: 0, out: `Video ${FILM_ID} now requires signed URLs.` });
  expect(await judge(origin, FILM_ID)).toBe('token-required');
  await signer('init');
  expect(await judge(origin, (await show('token', FILM_ID)).out)).toBe('allowed');
});

test('protect names the pages that may show a video', async () => {
  const { origin, signer } = createDesk();
  const argv = ['protect', FILM_ID, '--allowed-origins', 'example.com', '*.example.org'];
  expect((await signer(...argv)).out).toMatch(/It may be shown on example\.com, \*\.example\.org\.$/);
  expect(origin.videos.get(FILM_ID)).toMatchObject({
    requireSignedURLs: true,
    allowedOrigins: ['example.com', '*.example.org'],
  });
});

test('protect without pages leaves those that were named before', async () => {
  const { origin, signer } = createDesk();
  await signer('protect', FILM_ID, '--allowed-origins', 'example.com');
  expect((await signer('protect', FILM_ID, '--json')).out).toContain('"requireSignedURLs": true');
  expect(origin.videos.get(FILM_ID)?.allowedOrigins).toEqual(['example.com']);
});

test('a video that the account does not have cannot be protected', async () => {
  const { signer } = createDesk();
  const { code, err } = await signer('protect', '0'.repeat(32));
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringMatching(/does not know that video/) });
});
