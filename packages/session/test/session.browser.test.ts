import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { manifestUrl } from '@secure-stream/protocol';
import { testServer } from '@secure-stream/test-server/client';
import { StreamError } from '../src/stream-error.js';
import { ShiftedClock } from '../../element/test/support/shifted-clock.js';
import { createEndpointProvider } from '../src/providers/endpoint.js';
import { acquireSession, type SessionShare } from '../src/pool.js';

const leases: SessionShare[] = [];
const key = () => [crypto.randomUUID()];

/** A session with the browser's fetch, and a real endpoint on another port. Its clock and the endpoint's run fast. */
async function open(
  { speed = 4, ...options }: Parameters<typeof testServer.open>[0] = {},
  fetch?: typeof globalThis.fetch,
) {
  const { origin, endpoint, videoId } = await testServer.open({ speed, ...options });
  const lease = acquireSession({
    videoId,
    clock: new ShiftedClock(speed),
    key: key(),
    fetchToken: createEndpointProvider({ url: endpoint, fetch }),
  });
  leases.push(lease);
  const play = async (token: string) => (await globalThis.fetch(manifestUrl({ origin, id: token }))).status;
  return { ...lease, play };
}

const rejectionReason = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof StreamError ? error.reason : error),
  );

suite('TokenSession in a browser', () => {
  teardown(() => leases.splice(0).forEach((lease) => lease.release()));

  test('never returns a token that the origin rejects, across many short lifetimes', async () => {
    const { session, play } = await open({ tokenLifetime: 6, speed: 2 });
    const statuses: number[] = [];
    const start = performance.now();
    let tokenRequests = 0;
    await waitUntil(
      async () => {
        statuses.push(await play(session.current() ?? (await session.waitForToken())));
        tokenRequests = await testServer.countTokenRequests();
        return tokenRequests >= 5;
      },
      'five tokens, each used for 1.5 s or longer',
      20,
    );
    expect(statuses.filter((status) => status !== 200)).toStrictEqual([]);
    // A token is used for half of its lifetime at least.
    expect(tokenRequests).toBeLessThanOrEqual(1 + (2 * (performance.now() - start)) / 3000);
  });

  for (const [behavior, reason] of [
    ['denied', 'token-denied'],
    ['html', 'token-malformed'],
    ['login', 'token-denied'],
    ['empty', 'token-malformed'],
    ['huge', 'token-malformed'],
    ['other-video', 'token-mismatch'],
    ['envelope-refused', 'token-malformed'],
    ['error500', 'token-unreachable'],
    ['unavailable', 'token-unreachable'],
    ['offline', 'token-unreachable'],
  ] as const)
    test(`reports ${reason} when the endpoint answers ${behavior}, and recovers with the endpoint`, async () => {
      const { session, play } = await open();
      await testServer.setBehavior(behavior);
      expect(await rejectionReason(session.refresh())).toBe(reason);
      await testServer.setBehavior('ok');
      await session.refresh();
      expect(await play(session.current()!)).toBe(200);
    });

  for (const behavior of ['envelope', 'text'] as const)
    test(`accepts a token that comes as ${behavior}`, async () => {
      const { session, play } = await open();
      await testServer.setBehavior(behavior);
      expect(await play(await session.waitForToken())).toBe(200);
    });

  test('retries after ten seconds without an answer', async () => {
    const { session, play } = await open();
    await testServer.setBehavior('hang');
    const token = session.waitForToken();
    await waitUntil(async () => (await testServer.countTokenRequests()) === 1);
    await testServer.setBehavior('ok');
    expect(await play(await token)).toBe(200);
    expect(await testServer.countTokenRequests()).toBe(2);
  });

  test('reports config when CORS hides the answer', async () => {
    const { session } = await open({}, (url, init) =>
      fetch(url, { ...init, mode: 'no-cors', headers: {}, body: 'plain' }),
    );
    expect(await rejectionReason(session.waitForToken())).toBe('config');
  });

  test('recovers from a revoked key with one rejection', async () => {
    const { session, play } = await open();
    const token = await session.waitForToken();
    await testServer.revokeKey();
    expect(await play(token)).toBe(401);
    const next = await session.reject(token, 401);
    expect(await play(next)).toBe(200);
    session.accept(next);
    expect(await testServer.countTokenRequests()).toBe(2);
  });

  test('sends one token request for fifty players of one video', async () => {
    const { endpoint, videoId } = await testServer.open();
    const own = key();
    const clock = new ShiftedClock();
    const fetchToken = createEndpointProvider({ url: endpoint });
    const players = Array.from({ length: 50 }, () => acquireSession({ videoId, clock, key: own, fetchToken }));
    leases.push(...players);
    await Promise.all(players.map(({ session }) => session.waitForToken()));
    expect(await testServer.countTokenRequests()).toBe(1);
  });
});
