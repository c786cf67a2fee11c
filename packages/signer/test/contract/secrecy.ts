import {
  bindingSource,
  createTokenEndpoint,
  refuse,
  tokenApiSource,
  type TokenEndpointOptions,
} from '@secure-stream/signer';
import { expect } from 'chai';
import type { Contract } from './contract.js';
import { get, key, now, post, SECRETS, VIDEO } from './fixtures.js';
import { consoleOf, quotes, written, writtenAnswer } from './secrets.js';

const API_TOKEN = 'Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY';
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzZWNyZXQtdmlkZW8ifQ.c2VjcmV0LXNpZ25hdHVyZS1vZi1hLXRva2Vu';

/** A service that quotes in its answer all that it was sent, and more. */
const indiscreet = (status: number) => async (request: Request) => {
  const message = `${request.headers.get('authorization')} ${key.pem} ${TOKEN}`;
  return Response.json({ success: false, errors: [{ code: 10005, message }] }, { status });
};
const account = { accountId: 'a1', apiToken: API_TOKEN, now };

const situations: Readonly<Record<string, Partial<TokenEndpointOptions>>> = {
  'a token is granted': { key: key.jwk },
  'the viewer is refused': { key: key.jwk, authorize: () => refuse(401) },
  'authorize throws': { key: key.jwk, authorize: () => Promise.reject(new Error('down')) },
  'authorize asks for the impossible': { key: key.jwk, authorize: () => ({ expiresIn: 1e9 }) },
  'the key is cut': { key: key.jwk.slice(0, 900) },
  'the JSON of the key is cut': { key: atob(key.jwk).slice(0, 900) },
  'the PEM has no id': { key: key.pem },
  'the PEM is damaged': { key: { id: key.id, pem: atob(key.pem).replace('A', '!') } },
  'the service refuses and quotes': { source: tokenApiSource({ ...account, fetch: indiscreet(403) }) },
  'the service rejects and quotes': { source: tokenApiSource({ ...account, fetch: indiscreet(400) }) },
  'the service cannot be reached, and the error quotes': {
    source: tokenApiSource({ ...account, fetch: () => Promise.reject(new TypeError(`fetch ${API_TOKEN} failed`)) }),
  },
  'the binding throws, and quotes': {
    source: bindingSource({ video: () => ({ generateToken: () => Promise.reject(new Error(TOKEN)) }) }),
  },
  'the audit throws': { key: key.jwk, onIssue: () => Promise.reject(new Error('full')) },
};

export const secrecy: Contract = Object.fromEntries(
  Object.entries(situations).map(([situation, options]) => [
    `when ${situation}, no answer, error or log holds the key, the API token or, beyond the grant, the token`,
    async () => {
      const seen: string[] = [];
      const tokens: string[] = [];
      const endpoint = createTokenEndpoint({
        authorize: () => true,
        now,
        onError: (error: unknown) => seen.push(written(error)),
        ...options,
      });
      seen.push(
        await consoleOf(async () => {
          for (const request of [
            post({ videoId: VIDEO }),
            get(`/${VIDEO}`),
            post('{'),
            get('/'),
            post({ videoId: '..' }),
          ]) {
            const response = await endpoint(request);
            seen.push(
              (await writtenAnswer(response)).replace(/"token\\":\\"([^"\\]+)/, (_all, token: string) => {
                tokens.push(token);
                return '';
              }),
            );
          }
        }),
      );
      expect(tokens).to.have.length(situation === 'a token is granted' ? 2 : 0);
      expect(seen.length).to.be.above(5);
      expect(quotes(seen.join('\n'), [...SECRETS, API_TOKEN, TOKEN, ...tokens])).to.equal(false);
    },
  ]),
);
