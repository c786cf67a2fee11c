import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FetchToken } from '../src/providers/provider.js';
import { acquireSession, type PooledSession, type ShareOptions } from '../src/pool.js';
import { FakeClock, flushPromises } from './support/fake-clock.ts';
import { VIDEO_ID, createSessionFixture } from './support/session-fixture.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

function createPage() {
  const clock = new FakeClock();
  const sessions = new Set<PooledSession>();
  const requests: string[] = [];
  const createFetchToken =
    (name: string): FetchToken =>
    async () => {
      requests.push(name);
      return { grant: { token: `token-number-${requests.length}`, expiresIn: 100 } };
    };
  const acquire = (options: Partial<ShareOptions> = {}, name = 'player') =>
    acquireSession(
      { videoId: VIDEO_ID, clock, fetchToken: createFetchToken(name), key: ['/token', 'POST'], ...options },
      sessions,
    );
  return { clock, sessions, requests, createFetchToken, acquire };
}

describe('acquireSession', () => {
  test('sends one request for fifty players, and one for each renewal', async () => {
    const page = createPage();
    const shares = Array.from({ length: 50 }, () => page.acquire());
    for (const { session } of shares) session.start();
    expect(new Set(await Promise.all(shares.map(({ session }) => session.waitForToken()))).size).toBe(1);
    expect(page.requests).toHaveLength(1);
    for (let renewal = 0; renewal < 3; renewal += 1) await page.clock.advanceToNextTimer();
    expect([page.requests.length, page.clock.timers.length]).toEqual([4, 1]);
  });

  test.each<[string, Partial<ShareOptions>]>([
    ['another video', { videoId: '0'.repeat(32) }],
    ['another endpoint', { key: ['/other', 'POST'] }],
    ['another method', { key: ['/token', 'GET'] }],
    ['another token provider', { key: ['/token', 'POST', () => 'token'] }],
    ['another clock', { clock: new FakeClock() }],
  ])('creates another session for %s', (_, options) => {
    const page = createPage();
    expect(page.acquire().session).not.toBe(page.acquire(options).session);
  });

  test('shares no session without a key', () => {
    const page = createPage();
    expect(page.acquire({ key: [] }).session).not.toBe(page.acquire({ key: [] }).session);
  });

  test('ends the session with the last share, once', async () => {
    const page = createPage();
    const [one, two] = [page.acquire(), page.acquire()];
    one.session.start();
    await flushPromises();
    one.release();
    one.release();
    expect(two.session.current()).toBe('token-number-1');
    two.release();
    expect([page.sessions.size, page.clock.timers]).toEqual([0, []]);
    expect(page.acquire().session).not.toBe(one.session);
  });

  test('sends no event to a released share', async () => {
    const page = createPage();
    const [one, two] = [page.acquire(), page.acquire()];
    const received: string[] = [];
    one.subscribe(() => received.push('one'));
    two.subscribe(() => received.push('two'));
    one.release();
    two.session.start();
    await flushPromises();
    expect(new Set(received)).toEqual(new Set(['two']));
  });

  test('uses the fetchToken of the newest player, and of an older one after its release', async () => {
    const page = createPage();
    const one = page.acquire({}, 'older');
    const two = page.acquire({}, 'newer');
    await one.session.waitForToken();
    two.release();
    await one.session.refresh();
    expect(page.requests).toEqual(['newer', 'older']);
  });

  test('requests with the function that the newest player has set last', async () => {
    const page = createPage();
    const one = page.acquire({}, 'older');
    const two = page.acquire({}, 'newer');
    await one.session.waitForToken();
    two.setFetchToken(page.createFetchToken('replacement'));
    one.setFetchToken(page.createFetchToken('unused'));
    await one.session.refresh();
    expect(page.requests).toEqual(['newer', 'replacement']);
  });

  test('retries a failed session for a new player', async () => {
    const page = createPage();
    let isDown = true;
    const fetchToken: FetchToken = async () => {
      if (isDown) throw new Error('down');
      return { grant: { token: 'token-number-1', expiresIn: 100 } };
    };
    const one = page.acquire({ fetchToken });
    one.session.start();
    await flushPromises();
    isDown = false;
    const two = page.acquire({ fetchToken });
    two.session.wake();
    await page.clock.advanceToNextTimer();
    expect(two.session.current()).toBe('token-number-1');
  });
});

describe('a session with the requirements of several players', () => {
  const openPage = async () => {
    const page = createPage();
    const [one, two] = [page.acquire(), page.acquire()];
    one.session.start();
    await flushPromises();
    const due = () => (page.clock.timers[0]! - one.session.validToken!.grantedAt) / 1000;
    return { ...page, one, two, due };
  };

  test('renews by the longest lead time, until that player is released', async () => {
    const { one, two, due } = await openPage();
    const alone = due();
    one.setRequirements({ leadTime: 45_000 });
    two.setRequirements({ leadTime: 49_000 });
    expect(due()).toBeLessThanOrEqual(51);
    two.release();
    one.setRequirements({ leadTime: 0 });
    expect(due()).toBe(alone);
  });

  test('renews on demand when all players do', async () => {
    const { clock, requests, one, two } = await openPage();
    one.setRequirements({ renewOnDemand: true });
    two.setRequirements({ renewOnDemand: true });
    await clock.advance(3_600_000);
    expect(requests).toHaveLength(1);
    two.setRequirements({ renewOnDemand: false });
    await flushPromises();
    expect(requests).toHaveLength(2);
  });

  test('renews on demand when the only eager player is released', async () => {
    const { clock, requests, one, two } = await openPage();
    one.setRequirements({ renewOnDemand: true });
    two.release();
    await clock.advance(3_600_000);
    expect(requests).toHaveLength(1);
  });
});

describe('acquireSession when the page wakes', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** Counts the listeners whose signal is not aborted. */
  class CountingTarget extends EventTarget {
    listeners = 0;

    override addEventListener(type: string, listener: EventListener, options: { readonly signal: AbortSignal }): void {
      this.listeners += 1;
      options.signal.addEventListener('abort', () => (this.listeners -= 1));
      super.addEventListener(type, listener, options);
    }
  }

  test('wakes each session once, and removes its listeners with the last share', async () => {
    const [document, window] = [new CountingTarget(), new CountingTarget()];
    vi.stubGlobal('document', document);
    vi.stubGlobal('window', window);
    const page = createPage();
    const shares = Array.from({ length: 50 }, () => page.acquire());
    expect([document.listeners, window.listeners]).toEqual([2, 3]);
    await shares[0]!.session.waitForToken();
    page.clock.sleep(3_600_000);
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(page.requests).toHaveLength(2);
    for (const share of shares) share.release();
    expect([document.listeners, window.listeners]).toEqual([0, 0]);
  });
});

test('acquireSession keeps nothing of a thousand released shares', async () => {
  const page = createPage();
  for (let times = 0; times < 1000; times += 1) {
    const share = page.acquire({ key: [`/token/${times % 7}`] });
    share.subscribe(() => undefined);
    await share.session.waitForToken();
    share.release();
  }
  expect([page.sessions.size, page.clock.timers]).toEqual([0, []]);
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const RENEWALS = 10_000;

test(`${RENEWALS} renewals leave no timer, waiter, request or memory behind`, async () => {
  const fixture = createSessionFixture();
  const lifetime = new AbortController();
  const heap: number[] = [];
  fixture.session.start();
  for (let renewal = 0; renewal < RENEWALS; renewal += 1) {
    await fixture.lastCall.grant(`${'token'.repeat(200)}-${renewal}`, 100);
    await fixture.session.waitForToken(lifetime.signal);
    const waiting = renewal % 3 === 0 ? fixture.session.reject(fixture.session.current()!, 401, lifetime.signal) : null;
    waiting?.catch(() => undefined);
    if (!waiting) await fixture.clock.advanceToNextTimer();
    expect(fixture.clock.timers).toHaveLength(1);
    // Frees what the fixture records.
    fixture.calls.splice(0, fixture.calls.length - 1);
    fixture.events.length = 0;
    if (renewal % 1000 === 999) heap.push((collectGarbage(), process.memoryUsage().heapUsed));
  }
  const [first = 0, last = 0] = [heap[1], heap.at(-1)];
  expect(last - first, 'bytes allocated by 8,000 renewals').toBeLessThan(500_000);
  fixture.session.stop();
  expect([fixture.clock.timers, fixture.lastCall.signal.aborted]).toEqual([[], true]);
});
