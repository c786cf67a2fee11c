import { expect, test, vi } from 'vitest';
import { answer } from '../../src/session/answer.js';
import { callbackProvider } from '../../src/session/callback-provider.js';
import { endpointProvider } from '../../src/session/endpoint-provider.js';
import type { AskForToken, TokenContext } from '../../src/session/provider.js';
import { FakeClock } from './fake-clock.ts';
import { VIDEO } from './room.ts';

vi.mock('../../src/session/faults.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

const context: TokenContext = { videoId: VIDEO, reason: 'initial', signal: new AbortController().signal };
const whatCameOf = (ask: AskForToken) => answer(ask, context, new FakeClock());
const endpoint = (response: () => Response) =>
  endpointProvider({ url: 'https://site.example/token', fetch: async () => response() });

// A page that lost its network, or was deployed anew, may not get the module any more.
test.each<[string, AskForToken]>([
  ['refuses', endpoint(() => new Response('', { status: 403 }))],
  ['answers a page', endpoint(() => new Response('<p>Log in'))],
  ['is a function that throws', callbackProvider(() => Promise.reject(new Error('no')))],
])('whoever %s is asked again, as if there had been no answer, when the words for it do not come', async (_, ask) => {
  expect(await whatCameOf(ask)).toMatchObject({ type: 'refused', error: { reason: 'token-unreachable' }, retry: true });
});

test('a token is taken without them', async () => {
  const given = await whatCameOf(endpoint(() => Response.json({ token: 'token-number-1', expiresIn: 60 })));
  expect(given).toMatchObject({ type: 'granted', token: { value: 'token-number-1' } });
});
