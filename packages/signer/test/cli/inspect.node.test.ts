import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { importSigningKey, signToken, type Restrictions } from '@secure-stream/signer';
import { expect, test } from 'vitest';
import { createKey, key } from '../support/fixtures.js';
import { createTestTerminal } from '../support/terminal.js';

const env = { STREAM_SIGNING_JWK: key.jwk };
const sign = async (restrictions: Restrictions = {}, jwk = key.jwk) =>
  signToken(await importSigningKey(jwk), { sub: DEMO_VIDEO_ID, ...restrictions });

test('inspect prints what a token allows, but not the token', async () => {
  const token = await sign({
    expiresIn: 5430,
    downloadable: true,
    accessRules: [
      { type: 'ip.geoip.country', action: 'allow', country: ['GB'] },
      { type: 'any', action: 'block' },
    ],
  });
  const { run, requests } = createTestTerminal({ env });
  const { code, out, err } = await run('inspect', token);
  expect({ code, err, requests }).toEqual({ code: 0, err: '', requests: [] });
  const lines = Object.fromEntries(out.split('\n').map((line) => [line.slice(0, 13).trim(), line.slice(13)]));
  expect(lines).toMatchObject({
    video: DEMO_VIDEO_ID,
    key: key.id,
    signature: 'verified',
    downloadable: 'true',
    rules: '[{"type":"ip.geoip.country","action":"allow","country":["GB"]},{"type":"any","action":"block"}]',
  });
  expect(lines['lifetime']).toMatch(/^1h30m left$/);
  expect(lines['expires']).toMatch(/^20\d\d-.*Z$/);
});

test('inspect reads standard input', async () => {
  const token = await sign();
  for (const argv of [['inspect'], ['inspect', '-']]) {
    const { run } = createTestTerminal({ env, input: `${token}\n` });
    expect(await run(...argv)).toMatchObject({ code: 0, out: expect.stringContaining(DEMO_VIDEO_ID) });
  }
});

test('inspect prints JSON with --json', async () => {
  const { run } = createTestTerminal({ env });
  const { code, out } = await run('inspect', await sign({ expiresIn: 60 }), '--json');
  const answer = JSON.parse(out) as { claims: object; remainingLifetime: number };
  expect(code).toBe(0);
  expect(answer).toMatchObject({
    header: { alg: 'RS256', kid: key.id },
    claims: { sub: DEMO_VIDEO_ID },
    signature: 'verified',
    errors: [],
    warnings: [],
  });
  expect(answer.remainingLifetime).toBeGreaterThan(50);
});

test('inspect reports an expired token and since when', async () => {
  const { origin, run } = createTestTerminal({ env });
  const token = await sign({ expiresIn: 60 });
  origin.clock.jump(3 * 3_600_000);
  const { code, out } = await run('inspect', token);
  expect(code).toBe(1);
  expect(out).toMatch(/lifetime +expired 2h5\dm ago/);
  expect(out).toMatch(/Error: The token has expired\./);
});

test('inspect reports a signature as wrong, of another key or not checked', async () => {
  const token = await sign();
  const forged = `${token.slice(0, -12)}AAAAAAAAAAAA`;
  const other = await createKey('other');
  const { run } = createTestTerminal({ env });
  expect(await run('inspect', forged)).toMatchObject({ code: 1, out: expect.stringMatching(/signature +wrong/) });
  expect(await run('inspect', await sign({}, other.jwk))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/signature +of another key/),
  });
  expect(await createTestTerminal().run('inspect', token)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/signature +not checked/),
  });
});

test('inspect reads every form of a key, and reports one that is damaged', async () => {
  const token = await sign();
  const results: Record<string, RegExp> = {
    [atob(key.jwk)]: /signature +verified/,
    [key.pem]: /signature +not checked/,
    [atob(key.pem)]: /signature +not checked/,
  };
  for (const [text, out] of Object.entries(results)) {
    const { run } = createTestTerminal({ files: { 'key.txt': text } });
    expect(await run('inspect', token, '--key-file', 'key.txt')).toMatchObject({
      code: 0,
      out: expect.stringMatching(out),
    });
  }
  const damaged = createTestTerminal({ files: { 'key.txt': atob(key.jwk).slice(0, -20) } });
  expect(await damaged.run('inspect', token, '--key-file', 'key.txt')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/truncated/),
  });
});

test('inspect warns of an allow-list without a closing block', async () => {
  const token = await sign({ accessRules: [{ type: 'ip.geoip.country', action: 'allow', country: ['GB'] }] });
  const { code, out } = await createTestTerminal({ env }).run('inspect', token);
  expect(code).toBe(0);
  expect(out).toMatch(/Warning: accessRules\[0\] allows some viewers, but no later rule blocks the others/);
});

test('inspect reports a string that is not a JWT; an empty one is a usage error', async () => {
  const { run } = createTestTerminal();
  expect(await run('inspect', 'opaque-token')).toMatchObject({ code: 1, out: expect.stringMatching(/not a JWT/) });
  expect(await run('inspect')).toMatchObject({ code: 2, err: expect.stringMatching(/TOKEN is empty/) });
});

test('inspect escapes control characters in claims', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'RS256', kid: 'k\u009b2J' })}.${part({ sub: '\u001b[2J\nWrong', kid: 'k' })}.c2ln`;
  const { out } = await createTestTerminal().run('inspect', token);
  expect(out).not.toMatch(/[^\P{Cc}\n]/u);
  expect(out).toContain(String.raw`"\u001b[2J\nWrong"`);
  expect(out).toContain(String.raw`"k\u009b2J"`);
  const json = await createTestTerminal().run('inspect', token, '--json');
  expect(json.out).not.toMatch(/[^\P{Cc}\n]/u);
  expect(JSON.parse(json.out)).toMatchObject({ header: { kid: 'k\u009b2J' } });
});
