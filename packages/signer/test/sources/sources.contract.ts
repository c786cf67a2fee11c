import {
  allowCountries,
  bindingSource,
  importSigningKey,
  SignerError,
  signingKeySource,
  tokenApiSource,
  type Restrictions,
  type StreamApiOptions,
} from '@secure-stream/signer';
import { readClaims } from '@secure-stream/protocol';
import { expect } from 'chai';
import type { Contract } from '../support/contract.js';
import { createKey, key, now, NOW, rejection, verifiedClaims, VIDEO } from '../support/fixtures.js';

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

export const sources: Contract = {
  'signingKeySource returns the lifetime that it signed': async () => {
    const { token, expiresIn } = await signingKeySource(key.jwk, { now })(VIDEO, { expiresIn: 20 });
    expect(expiresIn).to.equal(20);
    expect((await verifiedClaims(token))['exp']).to.equal(seconds + 20);
  },

  'signingKeySource signs with the newest key, whatever the order': async () => {
    const [old, young] = await Promise.all([createKey('old'), createKey('young')]);
    const dated = [
      { ...old, created: '2026-01-01T00:00:00Z' },
      { ...young, created: '2026-11-01T00:00:00.123456789Z' },
    ];
    for (const keys of [dated, dated.toReversed()]) {
      expect(readClaims((await signingKeySource(keys)(VIDEO)).token)?.kid).to.equal('young');
    }
  },

  'signingKeySource signs with the first of several keys without dates': async () => {
    const imported = await importSigningKey(key.jwk);
    const { token } = await signingKeySource([imported, await createKey('other')])(VIDEO);
    expect(readClaims(token)?.kid).to.equal(key.id);
  },

  'signingKeySource leaves tokens of the old key valid after a rotation': async () => {
    const before = await signingKeySource(key.jwk, { now })(VIDEO);
    await signingKeySource([await createKey('new'), key.jwk], { now })(VIDEO);
    expect((await verifiedClaims(before.token))['kid']).to.equal(key.id);
  },

  'signingKeySource rejects an empty list of keys': async () => {
    expect(await rejection(signingKeySource([])(VIDEO))).to.include({ reason: 'key-missing' });
  },

  'tokenApiSource sends the request of the API documentation, with the restrictions as claims': async () => {
    const requests: Request[] = [];
    const source = api(async (request) => (requests.push(request), envelope({ token: served(seconds + 60) })));
    const accessRules = [allowCountries('GB')];
    await source(VIDEO, { expiresIn: 60, downloadable: true, accessRules });
    const [request] = requests;
    expect(request?.method).to.equal('POST');
    expect(request?.url).to.equal(
      `https://api.cloudflare.com/client/v4/accounts/${account.accountId}/stream/${VIDEO}/token`,
    );
    expect(request?.headers.get('authorization')).to.equal(`Bearer ${account.apiToken}`);
    expect(await request?.json()).to.deep.equal({ exp: seconds + 60, downloadable: true, accessRules });
  },

  'tokenApiSource reads the lifetime from an expiry that is a string': async () => {
    const source = api(async () => envelope({ token: served(seconds + 1800) }));
    expect((await source(VIDEO, { expiresIn: 7200 })).expiresIn).to.equal(1800);
  },

  'tokenApiSource returns the requested lifetime for a token that is not a JWT': async () => {
    const source = api(async () => envelope({ token: 'opaque-token' }));
    expect((await source(VIDEO, { expiresIn: 7200 })).expiresIn).to.equal(7200);
  },

  ...Object.fromEntries(
    failures.map(([what, answer, reason, retryAfter]) => [
      `tokenApiSource rejects ${what} with ${reason}`,
      async () => {
        const error = await rejection(api(async () => answer())(VIDEO));
        expect(error).to.include({ reason, retryAfter });
      },
    ]),
  ),

  'tokenApiSource gives up when the API does not respond': async () => {
    const hang = (request: Request) =>
      new Promise<Response>((_resolve, reject) =>
        request.signal.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    expect(await rejection(api(hang, { timeout: 20 })(VIDEO))).to.include({ reason: 'service-unreachable' });
  },

  'tokenApiSource sends no request for an invalid restriction or id': async () => {
    let requests = 0;
    const source = api(async () => ((requests += 1), envelope({})));
    expect(await rejection(source(VIDEO, { expiresIn: 90_000 }))).to.include({ reason: 'restriction' });
    expect(await rejection(source('../keys'))).to.include({ reason: 'video-id' });
    expect(requests).to.equal(0);
  },

  'tokenApiSource throws for an account id or API token that would change the request': () => {
    for (const bad of [
      { accountId: '../..' },
      { accountId: '' },
      { apiToken: 'a\r\nx: y' },
      { apiToken: '' },
      { api: 'nowhere' },
    ]) {
      expect(() => tokenApiSource({ ...account, ...bad })).to.throw(SignerError);
    }
  },

  'bindingSource returns tokens of one hour': async () => {
    const videoIds: string[] = [];
    const source = bindingSource({
      video: (id) => ({ generateToken: async () => (videoIds.push(id), 'from-the-binding') }),
    });
    expect(await source(VIDEO)).to.deep.equal({ token: 'from-the-binding', expiresIn: 3600 });
    expect(await source(VIDEO, { expiresIn: 3600, downloadable: false, accessRules: [] })).to.include({
      expiresIn: 3600,
    });
    expect(videoIds).to.deep.equal([VIDEO, VIDEO]);
  },

  'bindingSource rejects every restriction that it cannot apply': async () => {
    const source = bindingSource({ video: () => ({ generateToken: async () => 'from-the-binding' }) });
    const unsupported: Restrictions[] = [
      { expiresIn: 60 },
      { exp: seconds + 3600 },
      { nbf: seconds },
      { downloadable: true },
      { accessRules: [allowCountries('GB')] },
      { flags: { original: true } },
    ];
    for (const restrictions of unsupported) {
      const [field] = Object.keys(restrictions);
      expect(await rejection(source(VIDEO, restrictions))).to.include({ reason: 'unsupported', field });
    }
  },

  'bindingSource maps errors by the name at the start of their message': async () => {
    const failing = (thrown: unknown) =>
      bindingSource({ video: () => ({ generateToken: () => Promise.reject(thrown) }) });
    for (const [name, reason] of [
      ['NotFoundError', 'service-not-found'],
      ['RateLimitedError', 'service-rate-limited'],
      ['ForbiddenError', 'service-denied'],
      ['InternalError', 'service-unreachable'],
    ] as const) {
      const here = Object.assign(new Error('No such video'), { name });
      const crossed = Object.assign(new Error(`${name}: No such video`), { remote: true });
      for (const error of [here, crossed]) expect(await rejection(failing(error)(VIDEO))).to.include({ reason });
    }
    expect(await rejection(failing('NotFoundError')(VIDEO))).to.include({ reason: 'service-unreachable' });
  },

  'bindingSource throws without a binding': () => {
    expect(() => bindingSource(undefined as never))
      .to.throw(SignerError)
      .with.property('field', 'binding');
  },
};

function api(fetch: (request: Request) => Promise<Response>, options: Partial<StreamApiOptions> = {}) {
  return tokenApiSource({ ...account, now, fetch, ...options });
}
