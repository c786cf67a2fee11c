import { readClaims } from '@secure-stream/protocol';
import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { expect, test } from 'vitest';
import { key } from '../support/fixtures.js';
import { createTestTerminal, requestWithToken } from '../support/terminal.js';

const files = { '.env': `STREAM_SIGNING_JWK="${key.jwk}"\n` };
const options = { keys: [key.jwk] };

test('token signs with the key of the env file, and the origin accepts it', async () => {
  const { origin, runShowingSecret, requests } = createTestTerminal({ files, options });
  const { code, out, err } = await runShowingSecret('token', DEMO_VIDEO_ID);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(await requestWithToken(origin, out)).toBe('allowed');
  const lifetime = (readClaims(out)?.exp ?? 0) - origin.clock.now() / 1000;
  // Rounded up to a whole second, less the time since then.
  expect(lifetime).toBeGreaterThan(3590);
  expect(lifetime).toBeLessThanOrEqual(3601);
  expect(requests).toEqual([]);
});

test('token prefers the key of the environment to that of the env file, which --dotenv names', async () => {
  const other = createTestTerminal();
  const { jwk, id } = await other.origin.keys.create();
  const terminal = createTestTerminal({ files: { ...files, 'prod.env': `STREAM_SIGNING_JWK=${jwk}` } });
  expect(readClaims((await terminal.runShowingSecret('token', DEMO_VIDEO_ID, '--dotenv', 'prod.env')).out)?.kid).toBe(
    id,
  );
  const overruled = createTestTerminal({ files, env: { STREAM_SIGNING_JWK: jwk } });
  expect(readClaims((await overruled.runShowingSecret('token', DEMO_VIDEO_ID)).out)?.kid).toBe(id);
});

test('token applies every restriction option', async () => {
  const { origin, runShowingSecret } = createTestTerminal({ files, options });
  const argv = ['--expires-in', '1h30m', '--downloadable', '--country', 'GB', 'IE', '--block-country', 'US'];
  const { out } = await runShowingSecret(
    'token',
    DEMO_VIDEO_ID,
    ...argv,
    '--address',
    '203.0.113.0/24',
    '2400:cb00::/32',
  );
  expect(readClaims(out)).toMatchObject({
    downloadable: true,
    accessRules: [
      { type: 'ip.geoip.country', action: 'block', country: ['US'] },
      { type: 'ip.geoip.country', action: 'allow', country: ['GB', 'IE'] },
      { type: 'ip.src', action: 'allow', ip: ['203.0.113.0/24', '2400:cb00::/32'] },
      { type: 'any', action: 'block' },
    ],
  });
  expect((readClaims(out)?.exp ?? 0) - origin.clock.now() / 1000).toBeGreaterThan(5399);
  expect(await requestWithToken(origin, out, 'downloads/default.mp4')).toBe('allowed');
  origin.viewer = { address: '198.51.100.7', country: 'FR' };
  expect(await requestWithToken(origin, out)).toBe('blocked-by-rule');
});

test('token prints JSON with --json, and a warning for a rule with one address family', async () => {
  const { runShowingSecret } = createTestTerminal({ files });
  const { code, out, err } = await runShowingSecret(
    'token',
    DEMO_VIDEO_ID,
    '--address',
    '203.0.113.7',
    '--expires-in',
    '20',
    '--json',
  );
  expect(code).toBe(0);
  const answer = JSON.parse(out) as { token: string; expiresIn: number; warnings: { warning: string }[] };
  expect(Object.keys(answer)).toEqual(['token', 'expiresIn', 'warnings']);
  expect(answer.expiresIn).toBe(20);
  expect(answer.warnings.map(({ warning }) => warning)).toEqual(['one-address-family']);
  expect(err).toMatch(/^Warning: accessRules\[0\] lists only IPv4/);
});

test('token requests a token from the API without a key or with --via-api', async () => {
  for (const [given, argv] of [
    [{}, []],
    [files, ['--via-api']],
  ] as const) {
    const { origin, runShowingSecret, requests } = createTestTerminal({ files: given, options });
    const { code, out } = await runShowingSecret('token', DEMO_VIDEO_ID, '--expires-in', '2h', ...argv);
    expect(code).toBe(0);
    expect(await requestWithToken(origin, out)).toBe('allowed');
    expect(requests).toEqual([`POST /${DEMO_VIDEO_ID}/token`]);
  }
});

const wrong: readonly [what: string, argv: readonly string[], code: number, sentence: RegExp][] = [
  ['an invalid video id', ['../keys'], 2, /video id is not a Stream uid/],
  ['a lifetime of more than 24 hours', [DEMO_VIDEO_ID, '--expires-in', '25h'], 2, /expiresIn must be at most 24 hours/],
  ['a lifetime with an unknown unit', [DEMO_VIDEO_ID, '--expires-in', '2 weeks'], 2, /must be written as 2h/],
  ['a lifetime of 0', [DEMO_VIDEO_ID, '--expires-in', '0'], 2, /must be in the future/],
  ['an unknown country', [DEMO_VIDEO_ID, '--country', 'UK'], 2, /accessRules\[0\]\.country\[0\]/],
  ['an invalid address', [DEMO_VIDEO_ID, '--address', '1.2.3'], 2, /accessRules\[0\]\.ip\[0\]/],
  ['no video', [], 2, /missing required argument/],
  ['an unknown option', [DEMO_VIDEO_ID, '--contry', 'GB'], 2, /Did you mean --country/],
];

test.each(wrong)('token reports a usage error for %s', async (_what, argv, code, sentence) => {
  const { run, requests } = createTestTerminal({ files });
  const result = await run('token', ...argv);
  expect(result).toMatchObject({ code, out: '' });
  expect(result.err).toMatch(sentence);
  expect(requests).toEqual([]);
});

test('token names the variables to set without a key and an account', async () => {
  const { run } = createTestTerminal({ env: { CLOUDFLARE_ACCOUNT_ID: '', CLOUDFLARE_API_TOKEN: '' } });
  const { code, err } = await run('token', DEMO_VIDEO_ID);
  expect(code).toBe(1);
  expect(err).toMatch(/set STREAM_SIGNING_JWK \(secure-stream-signer init\), or CLOUDFLARE_ACCOUNT_ID/);
});

test('token reads the key from a file or from standard input with --key-file, before the environment', async () => {
  const other = await createTestTerminal().origin.keys.create();
  const env = { STREAM_SIGNING_JWK: other.jwk };
  const keyFile = createTestTerminal({ env, files: { 'key.jwk': `${key.jwk}\n` } });
  const fromFile = await keyFile.runShowingSecret('token', DEMO_VIDEO_ID, '--key-file', 'key.jwk');
  expect(readClaims(fromFile.out)?.kid).toBe(key.id);
  const piped = await createTestTerminal({ env, input: key.jwk }).runShowingSecret(
    'token',
    DEMO_VIDEO_ID,
    '--key-file',
    '-',
  );
  expect(readClaims(piped.out)?.kid).toBe(key.id);
  const missing = await createTestTerminal({ env }).run('token', DEMO_VIDEO_ID, '--key-file', 'nothing');
  expect(missing).toMatchObject({ code: 2, err: expect.stringMatching(/--key-file contains no key/) });
});

test('token reports a truncated key without printing it', async () => {
  const { run } = createTestTerminal({ files: { '.env': `STREAM_SIGNING_JWK=${key.jwk.slice(0, 900)}` } });
  const { code, err } = await run('token', DEMO_VIDEO_ID);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringMatching(/neither a base64 JWK nor a PEM/) });
});
