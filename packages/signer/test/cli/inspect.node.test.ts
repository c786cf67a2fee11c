import { FILM_ID } from '@secure-stream/origin';
import { importSigningKey, signToken, type Restrictions } from '@secure-stream/signer';
import { expect, test } from 'vitest';
import { createKey, key } from '../contract/fixtures.js';
import { createDesk } from './terminal.js';

const env = { STREAM_SIGNING_JWK: key.jwk };
const sign = async (restrictions: Restrictions = {}, jwk = key.jwk) =>
  signToken(await importSigningKey(jwk), { sub: FILM_ID, ...restrictions });

test('inspect says what a token allows, and never the token', async () => {
  const token = await sign({
    expiresIn: 5430,
    downloadable: true,
    accessRules: [
      { type: 'ip.geoip.country', action: 'allow', country: ['GB'] },
      { type: 'any', action: 'block' },
    ],
  });
  const { signer, asked } = createDesk({ env });
  const { code, out, err } = await signer('inspect', token);
  expect({ code, err, asked }).toEqual({ code: 0, err: '', asked: [] });
  const lines = Object.fromEntries(out.split('\n').map((line) => [line.slice(0, 13).trim(), line.slice(13)]));
  expect(lines).toMatchObject({
    video: FILM_ID,
    key: key.id,
    signature: 'verified',
    downloadable: 'true',
    rules: '[{"type":"ip.geoip.country","action":"allow","country":["GB"]},{"type":"any","action":"block"}]',
  });
  expect(lines['life']).toMatch(/^1h30m left$/);
  expect(lines['expires']).toMatch(/^20\d\d-.*Z$/);
});

test('inspect reads standard input, where no shell remembers it', async () => {
  const token = await sign();
  for (const argv of [['inspect'], ['inspect', '-']]) {
    const { signer } = createDesk({ env, input: `${token}\n` });
    expect(await signer(...argv)).toMatchObject({ code: 0, out: expect.stringContaining(FILM_ID) });
  }
});

test('inspect answers in JSON', async () => {
  const { signer } = createDesk({ env });
  const { code, out } = await signer('inspect', await sign({ expiresIn: 60 }), '--json');
  const answer = JSON.parse(out) as { claims: object; lifeLeft: number };
  expect(code).toBe(0);
  expect(answer).toMatchObject({
    header: { alg: 'RS256', kid: key.id },
    claims: { sub: FILM_ID },
    signature: 'verified',
    faults: [],
    warnings: [],
  });
  expect(answer.lifeLeft).toBeGreaterThan(50);
});

test('a dead token is faulty, and says since when', async () => {
  const { origin, signer } = createDesk({ env });
  const token = await sign({ expiresIn: 60 });
  origin.clock.jump(3 * 3_600_000);
  const { code, out } = await signer('inspect', token);
  expect(code).toBe(1);
  expect(out).toMatch(/life +dead for 2h5\dm/);
  expect(out).toMatch(/Wrong: It has expired\./);
});

test('a signature is told apart: wrong, of another key, not checked', async () => {
  const token = await sign();
  const forged = `${token.slice(0, -12)}AAAAAAAAAAAA`;
  const other = await createKey('other');
  const { signer } = createDesk({ env });
  expect(await signer('inspect', forged)).toMatchObject({ code: 1, out: expect.stringMatching(/signature +wrong/) });
  expect(await signer('inspect', await sign({}, other.jwk))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/signature +of another key/),
  });
  expect(await createDesk().signer('inspect', token)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/signature +not checked/),
  });
});

test('a list of countries that nothing closes is warned of', async () => {
  const token = await sign({ accessRules: [{ type: 'ip.geoip.country', action: 'allow', country: ['GB'] }] });
  const { code, out } = await createDesk({ env }).signer('inspect', token);
  expect(code).toBe(0);
  expect(out).toMatch(/Warning: accessRules\[0\] allows some viewers, but no later rule blocks the others/);
});

test('what is no JWT is said to be none; nothing at all is a wrong call', async () => {
  const { signer } = createDesk();
  expect(await signer('inspect', 'opaque-token')).toMatchObject({ code: 1, out: expect.stringMatching(/no JWT/) });
  expect(await signer('inspect')).toMatchObject({ code: 2, err: expect.stringMatching(/TOKEN\. Because it is empty/) });
});

test('a claim cannot write to the terminal what it likes', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({ sub: '\u001b[2J\nWrong', kid: 'k' })}.c2ln`;
  const { out } = await createDesk().signer('inspect', token);
  // oxlint-disable-next-line no-control-regex
  expect(out).not.toMatch(/\u001b/);
  expect(out).toContain(String.raw`"\u001b[2J\nWrong"`);
});
