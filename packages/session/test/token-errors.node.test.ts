import { expect, test, vi } from 'vitest';
import { requestToken } from '../src/token.js';
import { createCallbackProvider } from '../src/providers/callback.js';
import { createEndpointProvider } from '../src/providers/endpoint.js';
import type { FetchToken, TokenContext } from '../src/providers/provider.js';
import { FakeClock } from './support/fake-clock.ts';
import { VIDEO_ID } from './support/session-fixture.ts';

vi.mock('../src/token-errors.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

const context: TokenContext = { videoId: VIDEO_ID, reason: 'initial', signal: new AbortController().signal };
const settle = (fetchToken: FetchToken) => requestToken(fetchToken, context, new FakeClock());
const endpoint = (response: () => Response) =>
  createEndpointProvider({ url: 'https://site.example/token', fetch: async () => response() });

// After a network loss or a new deployment, a page may be unable to load the module.
test.each<[string, FetchToken]>([
  ['an endpoint refuses', endpoint(() => new Response('', { status: 403 }))],
  ['an endpoint responds with a page', endpoint(() => new Response('<p>Log in'))],
  ['a provider throws', createCallbackProvider(() => Promise.reject(new Error('no')))],
])('requestToken returns a retry when %s and the error texts cannot be loaded', async (_, fetchToken) => {
  expect(await settle(fetchToken)).toMatchObject({
    type: 'refused',
    error: { reason: 'token-unreachable' },
    retry: true,
  });
});

test('requestToken returns a token without the error texts', async () => {
  const given = await settle(endpoint(() => Response.json({ token: 'token-number-1', expiresIn: 60 })));
  expect(given).toMatchObject({ type: 'granted', token: { value: 'token-number-1' } });
});
