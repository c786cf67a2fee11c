import { FILM_ID } from '@secure-stream/origin';
import { expect, test } from 'vitest';
import { key } from '../contract/fixtures.js';
import { API_TOKEN, createDesk } from './terminal.js';

const COMMANDS = [
  ['init'],
  ['protect', FILM_ID],
  ['token', FILM_ID],
  ['keys', 'list'],
  ['keys', 'create'],
  ['keys', 'revoke', 'k1'],
];

/** A service that says too much. */
const body = { success: false, errors: [{ code: 10_000, message: `Bad ${API_TOKEN} for ${key.jwk}` }], result: null };

const services: readonly [what: string, service: (request: Request) => Promise<Response>, sentence: RegExp][] = [
  ['refuses the API token', async () => Response.json(body, { status: 403 }), /did not accept the API token/],
  ['rejects', async () => Response.json(body, { status: 400 }), /rejected the request/],
  ['is asked too often', async () => Response.json(body, { status: 429 }), /asked too often/],
  ['breaks', async () => new Response('<html>', { status: 502 }), /could not be reached/],
  ['answers a page', async () => new Response('<html>'), /unreadable/],
  ['cannot be reached', () => Promise.reject(new TypeError(`fetch of ${API_TOKEN} failed`)), /could not be reached/],
];

test.each(services)(
  'when the service %s, every command fails in a sentence and shows no secret',
  async (_what, service, sentence) => {
    for (const argv of COMMANDS) {
      const { signer, files } = createDesk({ service });
      const { code, out, err } = await signer(...argv);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^signer: \S/);
      expect(err).toMatch(sentence);
      expect(files.size).toBe(0);
    }
  },
);

test('a service that answers something else than was asked for is found out', async () => {
  const service = async () => Response.json({ success: true, result: { id: 'k1' } });
  for (const argv of [['init'], ['token', FILM_ID], ['keys', 'list'], ['keys', 'create']]) {
    const { signer, files } = createDesk({ service });
    expect(await signer(...argv)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/unreadable/) });
    expect(files.size).toBe(0);
  }
});

test('a failure in JSON is for programs, and the sentence stays on standard error', async () => {
  const { signer } = createDesk({ service: async () => Response.json(body, { status: 403 }) });
  const { code, out, err } = await signer('keys', 'list', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ error: { reason: 'service-denied' } });
  expect(err).toMatch(/^signer: The service did not accept/);
});

test('an API token that may only read lists keys, and creates none', async () => {
  const { origin, signer } = createDesk({ options: { api: { tokens: { [API_TOKEN]: 'read' } } } });
  expect(await signer('keys', 'list')).toMatchObject({ code: 0, out: 'There is no key.' });
  expect(await signer('keys', 'create')).toMatchObject({ code: 1, err: expect.stringMatching(/did not accept/) });
  expect(origin.keys.list).toEqual([]);
});

test('whoever has no account or API token is told which variable to set, and nothing is asked', async () => {
  for (const name of ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN']) {
    const { signer, asked } = createDesk({ env: { [name]: '' } });
    expect(await signer('keys', 'list')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`At ${name}. Because it is not set.`),
    });
    expect(asked).toEqual([]);
  }
});

test('the account may be given, or stand in the env file with the API token', async () => {
  const env = { CLOUDFLARE_ACCOUNT_ID: '', CLOUDFLARE_API_TOKEN: '' };
  const files = { '.env': `CLOUDFLARE_API_TOKEN=${API_TOKEN}` };
  const paths: string[] = [];
  const service = async (request: Request) => {
    paths.push(new URL(request.url).pathname);
    return Response.json({ success: true, result: [] });
  };
  expect((await createDesk({ env, files, service }).signer('keys', 'list', '--account', 'a1')).code).toBe(0);
  expect(paths).toEqual(['/client/v4/accounts/a1/stream/keys']);
});

test('an API or an account that is no address is a wrong call', async () => {
  const { signer } = createDesk();
  expect(await signer('keys', 'list', '--account', '../x')).toMatchObject({ code: 2 });
});

test('a key that cannot be kept is named, so that it can be revoked', async () => {
  const { origin, signer } = createDesk({ locked: true });
  const { code, err } = await signer('init');
  expect(code).toBe(2);
  expect(err).toContain(`revoke key ${origin.keys.list[0]?.id} and start again`);
});

test('help names every command, and each has its own', async () => {
  const { signer } = createDesk();
  const { code, out } = await signer('--help');
  expect(code).toBe(0);
  for (const name of ['init', 'protect', 'token', 'inspect', 'keys', 'STREAM_SIGNING_JWK', 'Exit codes'])
    expect(out).toContain(name);
  for (const command of [['init'], ['protect'], ['token'], ['inspect'], ['keys'], ['keys', 'revoke']]) {
    expect(await signer(...command, '--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Usage: signer'),
    });
  }
});

test('nothing, an unknown command and an unknown subcommand are wrong calls that say what there is', async () => {
  const { signer } = createDesk();
  expect(await signer('tokn', FILM_ID)).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean token') });
  expect(await signer('keys')).toMatchObject({ code: 2, err: expect.stringContaining('revoke') });
  expect(await signer()).toMatchObject({ code: 2, err: expect.stringContaining('inspect') });
});
