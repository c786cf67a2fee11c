import { expect, test, vi } from 'vitest';
import { requestToken } from '../../src/session/request-token.js';
import { createCallbackProvider } from '../../src/session/providers/callback.js';
import { createEndpointProvider } from '../../src/session/providers/endpoint.js';
import type { FetchToken, TokenContext } from '../../src/session/providers/provider.js';
import { FakeClock } from '../support/fake-clock.ts';
import { VIDEO_ID } from '../support/session-fixture.ts';

vi.mock('../../src/session/token-errors.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

const context: TokenContext = { videoId: VIDEO_ID, reason: 'initial', signal: new AbortController().signal };
const settle = (ask: FetchToken) => requestToken(ask, context, new FakeClock());
const endpoint = (response: () => Response) =>
  createEndpointProvider({ url: 'https://site.example/token', fetch: async () => response() });

// A page that lost its network, or was deployed anew, may not get the module any more.
test.each<[string, FetchToken]>([
  ['refuses', endpoint(() => new Response('', { status: 403 }))],
  ['answers a page', endpoint(() => new Response('<p>Log in'))],
  ['is a function that throws', createCallbackProvider(() => Promise.reject(new Error('no')))],
])('whoever %s is asked again, as if there had been no answer, when the words for it do not come', async (_, ask) => {
  expect(await settle(ask)).toMatchObject({ type: 'refused', error: { reason: 'token-unreachable' }, retry: true });
});

test('a token is taken without them', async () => {
  const given = await settle(endpoint(() => Response.json({ token: 'token-number-1', expiresIn: 60 })));
  expect(given).toMatchObject({ type: 'granted', token: { value: 'token-number-1' } });
});
