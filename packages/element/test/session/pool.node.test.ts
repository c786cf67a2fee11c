import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FetchToken } from '../../src/session/providers/provider.js';
import { SessionPool, type LeaseOptions } from '../../src/session/pool.js';
import { FakeClock, flushPromises } from '../support/fake-clock.ts';
import { VIDEO_ID } from '../support/session-fixture.ts';

function createPage() {
  const clock = new FakeClock();
  const sessions = new SessionPool();
  const asked: string[] = [];
  const asking =
    (name: string): FetchToken =>
    async () => {
      asked.push(name);
      return { grant: { token: `token-number-${asked.length}`, expiresIn: 100 } };
    };
  const lease = (options: Partial<LeaseOptions> = {}, name = 'player') =>
    sessions.acquire({ videoId: VIDEO_ID, clock, fetchToken: asking(name), key: ['/token', 'POST'], ...options });
  return { clock, sessions, asked, share: lease };
}

describe('players of the same source', () => {
  test('fifty of them ask once, and once for each renewal', async () => {
    const page = createPage();
    const leases = Array.from({ length: 50 }, () => page.share());
    for (const { session } of leases) session.start();
    expect(new Set(await Promise.all(leases.map(({ session }) => session.waitForToken()))).size).toBe(1);
    expect(page.asked).toHaveLength(1);
    for (let renewal = 0; renewal < 3; renewal += 1) await page.clock.advanceToNextTimer();
    expect([page.asked.length, page.clock.timers.length]).toEqual([4, 1]);
  });

  test.each<[string, Partial<LeaseOptions>]>([
    ['another video', { videoId: '0'.repeat(32) }],
    ['another endpoint', { key: ['/other', 'POST'] }],
    ['another method', { key: ['/token', 'GET'] }],
    ['another function of the page', { key: ['/token', 'POST', () => 'token'] }],
    ['another clock', { clock: new FakeClock() }],
  ])('%s: another session', (_, options) => {
    const page = createPage();
    expect(page.share().session).not.toBe(page.share(options).session);
  });

  test('a player without a key shares with nobody', () => {
    const page = createPage();
    expect(page.share({ key: [] }).session).not.toBe(page.share({ key: [] }).session);
  });

  test('the last one that leaves ends the session, whatever the order, and once', async () => {
    const page = createPage();
    const [one, two] = [page.share(), page.share()];
    one.session.start();
    await flushPromises();
    one.release();
    one.release();
    expect(two.session.current()).toBe('token-number-1');
    two.release();
    expect([page.sessions.size, page.clock.timers]).toEqual([0, []]);
    expect(page.share().session).not.toBe(one.session);
  });

  test('a player that left hears nothing more', async () => {
    const page = createPage();
    const [one, two] = [page.share(), page.share()];
    const heard: string[] = [];
    one.subscribe(() => heard.push('one'));
    two.subscribe(() => heard.push('two'));
    one.release();
    two.session.start();
    await flushPromises();
    expect(new Set(heard)).toEqual(new Set(['two']));
  });

  test('the newest player asks for all, and an older one when it has left', async () => {
    const page = createPage();
    const one = page.share({}, 'older');
    const two = page.share({}, 'newer');
    await one.session.waitForToken();
    two.release();
    await one.session.refresh();
    expect(page.asked).toEqual(['newer', 'older']);
  });

  test('one that joins after a failure begins anew', async () => {
    const page = createPage();
    let isDown = true;
    const ask: FetchToken = async () => {
      if (isDown) throw new Error('down');
      return { grant: { token: 'token-number-1', expiresIn: 100 } };
    };
    const one = page.share({ fetchToken: ask });
    one.session.start();
    await flushPromises();
    isDown = false;
    const two = page.share({ fetchToken: ask });
    two.session.wake();
    await page.clock.advanceToNextTimer();
    expect(two.session.current()).toBe('token-number-1');
  });
});

describe('wishes of several players', () => {
  const openPage = async () => {
    const page = createPage();
    const [one, two] = [page.share(), page.share()];
    one.session.start();
    await flushPromises();
    const due = () => (page.clock.timers[0]! - one.session.token!.grantedAt) / 1000;
    return { ...page, one, two, due };
  };

  test('the most demanding one decides when to renew, and its wish leaves with it', async () => {
    const { one, two, due } = await openPage();
    const alone = due();
    one.setRequirements({ leadTime: 45_000 });
    two.setRequirements({ leadTime: 49_000 });
    expect(due()).toBeLessThanOrEqual(51);
    two.release();
    one.setRequirements({ leadTime: 0 });
    expect(due()).toBe(alone);
  });

  test('the session is lazy when all of them are', async () => {
    const { clock, asked, one, two } = await openPage();
    one.setRequirements({ renewOnDemand: true });
    two.setRequirements({ renewOnDemand: true });
    await clock.advance(3_600_000);
    expect(asked).toHaveLength(1);
    two.setRequirements({ renewOnDemand: false });
    await flushPromises();
    expect(asked).toHaveLength(2);
  });

  test('the last lazy one left behind makes it lazy', async () => {
    const { clock, asked, one, two } = await openPage();
    one.setRequirements({ renewOnDemand: true });
    two.release();
    await clock.advance(3_600_000);
    expect(asked).toHaveLength(1);
  });
});

describe('a page that wakes', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** Counts the listeners that a signal has not taken away yet. */
  class CountingTarget extends EventTarget {
    listeners = 0;

    override addEventListener(type: string, listener: EventListener, options: { readonly signal: AbortSignal }): void {
      this.listeners += 1;
      options.signal.addEventListener('abort', () => (this.listeners -= 1));
      super.addEventListener(type, listener, options);
    }
  }

  test('wakes each session once, however many players it has, and no listener stays when they have left', async () => {
    const [document, window] = [new CountingTarget(), new CountingTarget()];
    vi.stubGlobal('document', document);
    vi.stubGlobal('window', window);
    const page = createPage();
    const leases = Array.from({ length: 50 }, () => page.share());
    expect([document.listeners, window.listeners]).toEqual([2, 3]);
    await leases[0]!.session.waitForToken();
    page.clock.sleep(3_600_000);
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(page.asked).toHaveLength(2);
    for (const lease of leases) lease.release();
    expect([document.listeners, window.listeners]).toEqual([0, 0]);
  });
});

test('a thousand players that come and go leave nothing', async () => {
  const page = createPage();
  for (let times = 0; times < 1000; times += 1) {
    const lease = page.share({ key: [`/token/${times % 7}`] });
    lease.subscribe(() => undefined);
    await lease.session.waitForToken();
    lease.release();
  }
  expect([page.sessions.size, page.clock.timers]).toEqual([0, []]);
});
