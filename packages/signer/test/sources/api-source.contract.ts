import {
  allowCountries,
  SignerError,
  tokenApiSource,
  type StreamApiOptions,
  importSigningKey,
  signingKeySource,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { now, NOW, rejection, VIDEO, createKey, key, verifiedClaims } from '../support/fixtures.js';
import { readClaims } from '@secure-stream/protocol';

const seconds = NOW / 1000;
const account = { accountId: '023e105f4ecef8ad9ca31a8372d0c353', apiToken: 'Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY' };

/** A token with its times as strings, as the service writes them. */
const served = (exp: number) =>
  `${btoa('{"alg":"RS256"}')}.${btoa(JSON.stringify({ exp: String(exp) }))}.c2ln`.replace(/=/g, '');
const envelope = (result: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(
    {
      result,
      success: status < 400,
      errors: status < 400 ? [] : [{ code: 10003, message: 'Not found' }],
      messages: [],
    },
    { status, headers },
  );

const failures: readonly [
  what: string,
  answer: () => Response | Promise<Response>,
  reason: string,
  retryAfter?: number,
][] = [
  ['401', () => envelope(null, 401), 'service-denied'],
  ['403', () => envelope(null, 403), 'service-denied'],
  ['404', () => envelope(null, 404), 'service-not-found'],
  ['400', () => envelope(null, 400), 'service-rejected'],
  ['429 with Retry-After', () => envelope(null, 429, { 'retry-after': '17' }), 'service-rate-limited', 17],
  ['500', () => envelope(null, 500), 'service-unreachable'],
  ['success: false with status 200', () => Response.json({ success: false, errors: [] }), 'service-rejected'],
  ['an HTML page', () => new Response('<html>Gateway</html>'), 'service-malformed'],
  ['an empty body', () => new Response(''), 'service-malformed'],
  ['an array', () => Response.json([]), 'service-rejected'],
  ['a result without a token', () => envelope({}), 'service-malformed'],
  ['a failed connection', () => Promise.reject(new TypeError('fetch failed')), 'service-unreachable'],
];

export const apiSource: Contract = {
  'sends the request of the API documentation, with the restrictions as claims': async () => {
    const requests: Request[] = [];
    const source = api(async (request) => (requests.push(request), envelope({ token: served(seconds + 60) })));
    const accessRules = [allowCountries('GB')];
    await source(VIDEO, { expiresIn: 60, downloadable: true, accessRules });
    const [request] = requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe(
      `https://api.cloudflare.com/client/v4/accounts/${account.accountId}/stream/${VIDEO}/token`,
    );
    expect(request?.headers.get('authorization')).toBe(`Bearer ${account.apiToken}`);
    expect(await request?.json()).toStrictEqual({ exp: seconds + 60, downloadable: true, accessRules });
  },

  'reads the lifetime from an expiry that is a string': async () => {
    const source = api(async () => envelope({ token: served(seconds + 1800) }));
    expect((await source(VIDEO, { expiresIn: 7200 })).expiresIn).toBe(1800);
  },

  'returns the requested lifetime for a token that is not a JWT': async () => {
    const source = api(async () => envelope({ token: 'opaque-token' }));
    expect((await source(VIDEO, { expiresIn: 7200 })).expiresIn).toBe(7200);
  },

  ...Object.fromEntries(
    failures.map(([what, answer, reason, retryAfter]) => [
      `rejects ${what} with ${reason}`,
      async () => {
        const error = await rejection(api(async () => answer())(VIDEO));
        expect(error).toMatchObject({ reason, retryAfter });
      },
    ]),
  ),

  'gives up when the API does not respond': async () => {
    const hang = (request: Request) =>
      new Promise<Response>((_resolve, reject) =>
        request.signal.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    expect(await rejection(api(hang, { timeout: 20 })(VIDEO))).toMatchObject({ reason: 'service-unreachable' });
  },

  'sends no request for an invalid restriction or id': async () => {
    let requests = 0;
    const source = api(async () => ((requests += 1), envelope({})));
    expect(await rejection(source(VIDEO, { expiresIn: 90_000 }))).toMatchObject({ reason: 'restriction' });
    expect(await rejection(source('../keys'))).toMatchObject({ reason: 'video-id' });
    expect(requests).toBe(0);
  },

  'throws for an account id or API token that would change the request': () => {
    for (const bad of [
      { accountId: '../..' },
      { accountId: '' },
      { accountId: undefined },
      { apiToken: undefined },
      { apiToken: 'a\r\nx: y' },
      { apiToken: '' },
      { api: 'nowhere' },
    ]) {
      expect(() => tokenApiSource({ ...account, ...bad } as StreamApiOptions)).toThrow(SignerError);
    }
  },
};

function api(fetch: (request: Request) => Promise<Response>, options: Partial<StreamApiOptions> = {}) {
  return tokenApiSource({ ...account, now, fetch, ...options });
}

export const keySource: Contract = {
  'returns the lifetime that it signed': async () => {
    const { token, expiresIn } = await signingKeySource(key.jwk, { now })(VIDEO, { expiresIn: 20 });
    expect(expiresIn).toBe(20);
    expect((await verifiedClaims(token))['exp']).toBe(NOW / 1000 + 20);
  },

  'signs with the newest key, whatever the order': async () => {
    const [old, young] = await Promise.all([createKey('old'), createKey('young')]);
    const dated = [
      { ...old, created: '2026-01-01T00:00:00Z' },
      { ...young, created: '2026-11-01T00:00:00.123456789Z' },
    ];
    for (const keys of [dated, dated.toReversed()]) {
      expect(readClaims((await signingKeySource(keys)(VIDEO)).token)?.kid).toBe('young');
    }
  },

  'signs with the first of several keys without dates': async () => {
    const imported = await importSigningKey(key.jwk);
    const { token } = await signingKeySource([imported, await createKey('other')])(VIDEO);
    expect(readClaims(token)?.kid).toBe(key.id);
  },

  'leaves tokens of the old key valid after a rotation': async () => {
    const before = await signingKeySource(key.jwk, { now })(VIDEO);
    await signingKeySource([await createKey('new'), key.jwk], { now })(VIDEO);
    expect((await verifiedClaims(before.token))['kid']).toBe(key.id);
  },

  'rejects an empty list of keys': async () => {
    expect(await rejection(signingKeySource([])(VIDEO))).toMatchObject({ reason: 'key-missing' });
  },
};
