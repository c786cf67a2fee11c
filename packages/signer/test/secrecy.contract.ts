import {
  bindingSource,
  createTokenEndpoint,
  refuse,
  tokenApiSource,
  type TokenEndpointOptions,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from './support/contract.js';
import { get, key, now, post, SECRETS, VIDEO } from './support/fixtures.js';
import { captureConsole, containsSecret, serialize, serializeResponse } from './support/secrets.js';

const API_TOKEN = 'Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY';
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzZWNyZXQtdmlkZW8ifQ.c2VjcmV0LXNpZ25hdHVyZS1vZi1hLXRva2Vu';

/** A service whose errors quote the request, and more. */
const quotingService = (status: number) => async (request: Request) => {
  const message = `${request.headers.get('authorization')} ${key.pem} ${TOKEN}`;
  return Response.json({ success: false, errors: [{ code: 10005, message }] }, { status });
};
const account = { accountId: 'a1', apiToken: API_TOKEN, now };

const scenarios: Readonly<Record<string, Partial<TokenEndpointOptions>>> = {
  'a token is issued': { key: key.jwk },
  'the viewer is refused': { key: key.jwk, authorize: () => refuse(401) },
  'authorize throws': { key: key.jwk, authorize: () => Promise.reject(new Error('down')) },
  'authorize returns an invalid restriction': { key: key.jwk, authorize: () => ({ expiresIn: 1e9 }) },
  'the key is truncated': { key: key.jwk.slice(0, 900) },
  'the JSON of the key is truncated': { key: atob(key.jwk).slice(0, 900) },
  'the PEM has no id': { key: key.pem },
  'the PEM is damaged': { key: { id: key.id, pem: atob(key.pem).replace('A', '!') } },
  'the service refuses the API token': { source: tokenApiSource({ ...account, fetch: quotingService(403) }) },
  'the service rejects the request': { source: tokenApiSource({ ...account, fetch: quotingService(400) }) },
  'the service cannot be reached': {
    source: tokenApiSource({ ...account, fetch: () => Promise.reject(new TypeError(`fetch ${API_TOKEN} failed`)) }),
  },
  'the binding throws': {
    source: bindingSource({ video: () => ({ generateToken: () => Promise.reject(new Error(TOKEN)) }) }),
  },
  'onIssue rejects': { key: key.jwk, onIssue: () => Promise.reject(new Error('full')) },
};

export const secrecy: Contract = Object.fromEntries(
  Object.entries(scenarios).map(([scenario, options]) => [
    `no response, error or log contains the key, the API token or, except in the grant, the token when ${scenario}`,
    async () => {
      const seen: string[] = [];
      const tokens: string[] = [];
      const endpoint = createTokenEndpoint({
        authorize: () => true,
        now,
        onError: (error: unknown) => seen.push(serialize(error)),
        ...options,
      });
      seen.push(
        await captureConsole(async () => {
          for (const request of [
            post({ videoId: VIDEO }),
            get(`/${VIDEO}`),
            post('{'),
            get('/'),
            post({ videoId: '..' }),
          ]) {
            const response = await endpoint(request);
            seen.push(
              (await serializeResponse(response)).replace(/"token\\":\\"([^"\\]+)/, (_all, token: string) => {
                tokens.push(token);
                return '';
              }),
            );
          }
        }),
      );
      expect(tokens).toHaveLength(scenario === 'a token is issued' ? 2 : 0);
      expect(seen.length).toBeGreaterThan(5);
      expect(containsSecret(seen.join('\n'), [...SECRETS, API_TOKEN, TOKEN, ...tokens])).toBe(false);
    },
  ]),
);
