import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { expect, test } from 'vitest';
import { key } from '../support/fixtures.js';
import { API_TOKEN, createTestTerminal } from '../support/terminal.js';

const COMMANDS = [
  ['init'],
  ['protect', DEMO_VIDEO_ID],
  ['token', DEMO_VIDEO_ID],
  ['keys', 'list'],
  ['keys', 'create'],
  ['keys', 'revoke', 'k1'],
];

/** A response that quotes secrets. */
const body = { success: false, errors: [{ code: 10_000, message: `Bad ${API_TOKEN} for ${key.jwk}` }], result: null };

const services: readonly [what: string, service: (request: Request) => Promise<Response>, sentence: RegExp][] = [
  ['refuses the API token', async () => Response.json(body, { status: 403 }), /did not accept the API token/],
  ['rejects', async () => Response.json(body, { status: 400 }), /rejected the request/],
  ['limits the rate', async () => Response.json(body, { status: 429 }), /received too many requests/],
  ['fails', async () => new Response('<html>', { status: 502 }), /could not be reached/],
  ['sends an HTML page', async () => new Response('<html>'), /could not be read/],
  ['cannot be reached', () => Promise.reject(new TypeError(`fetch of ${API_TOKEN} failed`)), /could not be reached/],
];

test.each(services)(
  'every command fails with one sentence and without a secret when the service %s',
  async (_what, service, sentence) => {
    for (const argv of COMMANDS) {
      const { run, files } = createTestTerminal({ service });
      const { code, out, err } = await run(...argv);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^secure-stream-signer: \S/);
      expect(err).toMatch(sentence);
      expect(files.size).toBe(0);
    }
  },
);

test('every command fails when the response of the service has another shape', async () => {
  const service = async () => Response.json({ success: true, result: { id: 'k1' } });
  for (const argv of [['init'], ['token', DEMO_VIDEO_ID], ['keys', 'list'], ['keys', 'create']]) {
    const { run, files } = createTestTerminal({ service });
    expect(await run(...argv)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/could not be read/) });
    expect(files.size).toBe(0);
  }
});

test('a failure prints JSON with --json and the sentence on standard error', async () => {
  const { run } = createTestTerminal({ service: async () => Response.json(body, { status: 403 }) });
  const { code, out, err } = await run('keys', 'list', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ error: { reason: 'service-denied' } });
  expect(err).toMatch(/^secure-stream-signer: The service did not accept/);
});

test('a read-only API token lists keys but creates none', async () => {
  const { origin, run } = createTestTerminal({ options: { api: { tokens: { [API_TOKEN]: 'read' } } } });
  expect(await run('keys', 'list')).toMatchObject({ code: 0, out: 'There are no keys.' });
  expect(await run('keys', 'create')).toMatchObject({ code: 1, err: expect.stringMatching(/did not accept/) });
  expect(origin.keys.list).toEqual([]);
});

test('a missing account or API token is a usage error that names the variable, without a request', async () => {
  for (const name of ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN']) {
    const { run, requests } = createTestTerminal({ env: { [name]: '' } });
    expect(await run('keys', 'list')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${name} is not set.`),
    });
    expect(requests).toEqual([]);
  }
});

test('the account comes from --account and the API token from the env file', async () => {
  const env = { CLOUDFLARE_ACCOUNT_ID: '', CLOUDFLARE_API_TOKEN: '' };
  const files = { '.env': `CLOUDFLARE_API_TOKEN=${API_TOKEN}` };
  const paths: string[] = [];
  const service = async (request: Request) => {
    paths.push(new URL(request.url).pathname);
    return Response.json({ success: true, result: [] });
  };
  expect((await createTestTerminal({ env, files, service }).run('keys', 'list', '--account', 'a1')).code).toBe(0);
  expect(paths).toEqual(['/client/v4/accounts/a1/stream/keys']);
});

test('an invalid account is a usage error', async () => {
  const { run } = createTestTerminal();
  expect(await run('keys', 'list', '--account', '../x')).toMatchObject({ code: 2 });
});

test('init names the created key when the env file cannot be written', async () => {
  const { origin, run } = createTestTerminal({ readOnly: true });
  const { code, err } = await run('init');
  expect(code).toBe(2);
  expect(err).toContain(`revoke key ${origin.keys.list[0]?.id} and start again`);
});

test('--help lists every command, and each command has its own help', async () => {
  const { run } = createTestTerminal();
  const { code, out } = await run('--help');
  expect(code).toBe(0);
  for (const name of ['init', 'protect', 'token', 'inspect', 'keys', 'STREAM_SIGNING_JWK', 'Exit codes'])
    expect(out).toContain(name);
  for (const command of [['init'], ['protect'], ['token'], ['inspect'], ['keys'], ['keys', 'revoke']]) {
    expect(await run(...command, '--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Usage: secure-stream-signer'),
    });
  }
});

test('a missing or unknown command is a usage error that lists the commands', async () => {
  const { run } = createTestTerminal();
  expect(await run('tokn', DEMO_VIDEO_ID)).toMatchObject({
    code: 2,
    err: expect.stringContaining('Did you mean token'),
  });
  expect(await run('keys')).toMatchObject({ code: 2, err: expect.stringContaining('revoke') });
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('inspect') });
});

const pasted: Readonly<Record<string, string>> = {
  'a base64 JWK': key.jwk,
  'a truncated base64 JWK': key.jwk.slice(0, 901),
  'a JWK': atob(key.jwk),
  'a base64 PEM': key.pem,
  'a PEM': atob(key.pem),
  'a JWK in short lines': JSON.stringify(JSON.parse(atob(key.jwk)), null, 1).replace(/.{30}/g, '$&\n'),
  'a key in short lines with quotation marks': key.jwk.replace(/.{30}/g, "$&'\n"),
};

test.each(Object.entries(pasted))('no command prints %s that was passed by mistake', async (_what, secret) => {
  for (const argv of [
    [secret],
    ['inspect', secret],
    ['inspect', '--json', secret],
    ['inspect', 'x', secret],
    ['inspect', `--${secret}`],
    ['token', secret],
    ['token', DEMO_VIDEO_ID, secret],
    ['token', DEMO_VIDEO_ID, '--expires-in', secret],
    ['protect', secret],
    ['keys', secret],
    ['keys', 'revoke', secret],
    ['keys', 'list', '--api', secret],
    ['keys', 'list', '--account', secret],
  ]) {
    // `run` fails if the output contains a part of the key.
    const { code, err, out } = await createTestTerminal().run(...argv);
    expect(code).not.toBe(0);
    expect(`${err}${out}`).not.toBe('');
  }
});

test('inspect says that a key is not a token', async () => {
  for (const what of ['a base64 JWK', 'a truncated base64 JWK', 'a JWK', 'a base64 PEM', 'a PEM']) {
    const { code, out } = await createTestTerminal({ input: pasted[what]! }).run('inspect');
    expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/^This is a key, not a token\./) });
  }
});

test('no command prints a control character of an argument or of the service', async () => {
  // ESC [ and its form of one character, which both begin a command to the terminal; BEL; a carriage return; DEL.
  const controls = '\u001b[2J\u009b2J\u0007\r\u007f';
  const service = async () => Response.json({ success: true, result: [{ id: `k${controls}`, created: controls }] });
  for (const argv of [
    [`--${controls}`],
    [controls],
    ['keys', 'list'],
    ['keys', 'list', '--json'],
    ['protect', DEMO_VIDEO_ID, '--allowed-origins', controls],
    ['init', '--dotenv', controls],
  ]) {
    const { out, err } = await createTestTerminal({ service }).run(...argv);
    expect(`${out}${err}`).not.toMatch(/[^\P{Cc}\n]/u);
    expect(`${out}${err}`).not.toBe('');
  }
  const { out } = await createTestTerminal({ service }).run('keys', 'list', '--json');
  expect(JSON.parse(out)).toEqual([{ id: `k${controls}`, created: controls }]);
});

test('the API token is sent only over https or to this machine', async () => {
  for (const api of [
    'http://api.cloudflare.com/client/v4',
    'http://localhost.evil.example',
    'ftp://localhost',
    'nowhere',
  ]) {
    const { run, requests } = createTestTerminal();
    const { code, err } = await run('keys', 'list', '--api', api);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/api must be an https URL/) });
    expect(requests).toEqual([]);
  }
  for (const api of [
    'https://stream.test/client/v4',
    'http://localhost:8788/client/v4',
    'http://[::1]:8788/client/v4',
  ]) {
    expect(await createTestTerminal().run('keys', 'list', '--api', api)).toMatchObject({ code: 0 });
  }
});
