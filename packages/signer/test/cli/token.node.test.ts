import { readClaims } from '@secure-stream/protocol';
import { FILM_ID } from '@secure-stream/origin';
import { expect, test } from 'vitest';
import { key } from '../contract/fixtures.js';
import { createDesk, judge } from './terminal.js';

const files = { '.env': `STREAM_SIGNING_JWK="${key.jwk}"\n` };
const options = { keys: [key.jwk] };

test('token mints one with the key of the env file, and the origin takes it', async () => {
  const { origin, show, asked } = createDesk({ files, options });
  const { code, out, err } = await show('token', FILM_ID);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(await judge(origin, out)).toBe('allowed');
  const life = (readClaims(out)?.exp ?? 0) - origin.clock.now() / 1000;
  // Rounded up to a whole second, and a moment has passed since.
  expect(life).toBeGreaterThan(3590);
  expect(life).toBeLessThanOrEqual(3601);
  expect(asked).toEqual([]);
});

test('token takes the key of the environment before that of the file, and another file by name', async () => {
  const other = createDesk();
  const { jwk, id } = await other.origin.keys.create();
  const desk = createDesk({ files: { ...files, 'prod.env': `STREAM_SIGNING_JWK=${jwk}` } });
  expect(readClaims((await desk.show('token', FILM_ID, '--dotenv', 'prod.env')).out)?.kid).toBe(id);
  const overruled = createDesk({ files, env: { STREAM_SIGNING_JWK: jwk } });
  expect(readClaims((await overruled.show('token', FILM_ID)).out)?.kid).toBe(id);
});

test('every restriction of a token can be said', async () => {
  const { origin, show } = createDesk({ files, options });
  const argv = ['--expires-in', '1h30m', '--downloadable', '--country', 'GB', 'IE', '--block-country', 'US'];
  const { out } = await show('token', FILM_ID, ...argv, '--address', '203.0.113.0/24', '2400:cb00::/32');
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
  expect(await judge(origin, out, 'downloads/default.mp4')).toBe('allowed');
  origin.viewer = { address: '198.51.100.7', country: 'FR' };
  expect(await judge(origin, out)).toBe('blocked-by-rule');
});

test('token answers in JSON, and a rule of one address family is warned of beside it', async () => {
  const { show } = createDesk({ files });
  const { code, out, err } = await show('token', FILM_ID, '--address', '203.0.113.7', '--expires-in', '20', '--json');
  expect(code).toBe(0);
  const answer = JSON.parse(out) as { token: string; expiresIn: number; warnings: { warning: string }[] };
  expect(Object.keys(answer)).toEqual(['token', 'expiresIn', 'warnings']);
  expect(answer.expiresIn).toBe(20);
  expect(answer.warnings.map(({ warning }) => warning)).toEqual(['one-address-family']);
  expect(err).toMatch(/^Warning: accessRules\[0\] names only IPv4/);
});

test('token asks the service where there is no key, or where it is told to', async () => {
  for (const [given, argv] of [
    [{}, []],
    [files, ['--via-api']],
  ] as const) {
    const { origin, show, asked } = createDesk({ files: given, options });
    const { code, out } = await show('token', FILM_ID, '--expires-in', '2h', ...argv);
    expect(code).toBe(0);
    expect(await judge(origin, out)).toBe('allowed');
    expect(asked).toEqual([`POST /${FILM_ID}/token`]);
  }
});

const wrong: readonly [what: string, argv: readonly string[], code: number, sentence: RegExp][] = [
  ['a video that is none', ['../keys'], 2, /video id is not an id/],
  ['a life of more than a day', [FILM_ID, '--expires-in', '25h'], 2, /expiresIn\. Because a token lives 24 hours/],
  ['a life without a unit that we know', [FILM_ID, '--expires-in', '2 weeks'], 2, /write it as 2h/],
  ['a life of nothing', [FILM_ID, '--expires-in', '0'], 2, /dead on arrival/],
  ['a country that is none', [FILM_ID, '--country', 'UK'], 2, /accessRules\[0\]\.country\[0\]/],
  ['an address that is none', [FILM_ID, '--address', '1.2.3'], 2, /accessRules\[0\]\.ip\[0\]/],
  ['no video', [], 2, /missing required argument/],
  ['an unknown option', [FILM_ID, '--contry', 'GB'], 2, /Did you mean --country/],
];

test.each(wrong)('token is called wrongly with %s', async (_what, argv, code, sentence) => {
  const { signer, asked } = createDesk({ files });
  const said = await signer('token', ...argv);
  expect(said).toMatchObject({ code, out: '' });
  expect(said.err).toMatch(sentence);
  expect(asked).toEqual([]);
});

test('without a key and without an account, token says what to set', async () => {
  const { signer } = createDesk({ env: { CLOUDFLARE_ACCOUNT_ID: '', CLOUDFLARE_API_TOKEN: '' } });
  const { code, err } = await signer('token', FILM_ID);
  expect(code).toBe(1);
  expect(err).toMatch(/set STREAM_SIGNING_JWK \(signer init\), or CLOUDFLARE_ACCOUNT_ID/);
});

test('a key that lost its end is said to be unreadable, and not shown', async () => {
  const { signer } = createDesk({ files: { '.env': `STREAM_SIGNING_JWK=${key.jwk.slice(0, 900)}` } });
  const { code, err } = await signer('token', FILM_ID);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringMatching(/neither a base64 JWK nor a PEM/) });
});
