import { expect } from '@secure-stream/test-server/expect';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { createClock, type Clock } from '../src/clock.js';
import type { FetchToken, TokenReason } from '../src/providers/provider.js';
import { shareAcrossTabs } from '../src/tabs.js';
import { acrossTabs } from '../src/across-tabs.js';

const VIDEO = '5d5bc37ffcf54c9b82e996823bffbb81';

/** A busy machine passes a message of another tab on later than a tab waits for it. */
const SLOWDOWN = 6;

/** The clock of the page, which a test can advance, with timers that are `SLOWDOWN` times as long. */
function createMovableClock(): Clock & { skip(milliseconds: number): void } {
  const clock = createClock();
  let skipped = 0;
  return {
    now: () => clock.now() + skipped,
    wall: () => clock.wall() + skipped,
    at: (time, callback) => clock.at(clock.now() + (time - skipped - clock.now()) * SLOWDOWN, callback),
    skip: (milliseconds) => (skipped += milliseconds),
  };
}

/** A browser with several tabs, one token source, and a count of its requests. */
function createBrowser(name: string) {
  const lifetime = new AbortController();
  const clock = createMovableClock();
  let requestCount = 0;
  const fetchToken: FetchToken = async () => {
    requestCount += 1;
    await nextFrames(2);
    // Longer than the messages of a busy machine take.
    clock.skip(5000);
    return { grant: { token: `token-number-${requestCount}`, expiresIn: 100 } };
  };
  const context = (reason: TokenReason, signal = lifetime.signal) => ({ videoId: VIDEO, reason, signal });
  const openTab = (own = fetchToken, options: { name?: string; videoId?: string; signal?: AbortSignal } = {}) => {
    const shared = shareAcrossTabs(own, { name, videoId: VIDEO, clock, signal: lifetime.signal, ...options });
    return async (reason: TokenReason, signal?: AbortSignal) => (await shared(context(reason, signal))).grant;
  };
  return { openTab, clock, context, close: () => lifetime.abort(), requestCount: () => requestCount };
}

suite('tabs with the same name', () => {
  let browser: ReturnType<typeof createBrowser>;
  setup(() => (browser = createBrowser(crypto.randomUUID())));
  teardown(() => browser.close());

  test('send one token request when they start together', async () => {
    const tabs = Array.from({ length: 8 }, () => browser.openTab());
    const grants = await Promise.all(tabs.map((tab) => tab('initial')));
    expect(new Set(grants.map(({ token }) => token))).toStrictEqual(new Set(['token-number-1']));
    expect(browser.requestCount()).toBe(1);
  });

  test('pass on the remaining lifetime of a token, not its expiry', async () => {
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one('initial');
    browser.clock.skip(30_000);
    const { expiresIn } = await two('initial');
    expect(expiresIn).toBeGreaterThanOrEqual(69);
    expect(expiresIn).toBeLessThanOrEqual(70);
  });

  test('renew one after the other, and share the new token', async () => {
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one('initial');
    await two('initial');
    browser.clock.skip(80_000);
    expect((await one('renewal')).token).toBe('token-number-2');
    expect((await two('renewal')).token).toBe('token-number-2');
    expect(browser.requestCount()).toBe(2);
  });

  test('request a token when more than half the lifetime of the shared one has passed', async () => {
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one('initial');
    browser.clock.skip(51_000);
    expect((await two('initial')).token).toBe('token-number-2');
  });

  test('share no token that the origin rejected, and no older one, which the same key may have signed', async () => {
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one('initial');
    await browser.openTab()('renewal');
    expect((await two('rejected')).token).toBe('token-number-2');
    expect(browser.requestCount()).toBe(2);
  });

  test('send one token request when all are rejected together', async () => {
    const tabs = [browser.openTab(), browser.openTab(), browser.openTab()];
    for (const tab of tabs) await tab('initial');
    const grants = await Promise.all(tabs.map((tab) => tab('rejected')));
    expect(new Set(grants.map(({ token }) => token))).toStrictEqual(new Set(['token-number-2']));
    expect(browser.requestCount()).toBe(2);
  });

  test('share nothing with tabs of another video or another name', async () => {
    await browser.openTab()('initial');
    await browser.openTab(undefined, { videoId: '0'.repeat(32) })('initial');
    await browser.openTab(undefined, { name: 'another viewer' })('initial');
    expect(browser.requestCount()).toBe(3);
  });

  test('do not wait for a request that was cancelled', async () => {
    const lifetime = new AbortController();
    let isRequested = false;
    const hanging = browser.openTab(() => ((isRequested = true), new Promise(() => undefined)));
    const given = hanging('initial', lifetime.signal).catch((error: Error) => error.name);
    const waiting = browser.openTab()('initial');
    await waitUntil(() => isRequested);
    lifetime.abort();
    expect(await given).toBe('AbortError');
    expect((await waiting).token).toBe('token-number-1');
  });

  test('do not wait for a request that was cancelled while it waited for the other tabs', async () => {
    const lifetime = new AbortController();
    const hanging = browser.openTab(() => new Promise(() => undefined));
    const given = hanging('initial', lifetime.signal).catch((error: Error) => error.name);
    const waiting = browser.openTab()('initial');
    await waitUntil(async () => {
      const { held, pending } = await navigator.locks.query();
      return held!.length > 0 && pending!.length > 0;
    }, 'the second tab to queue behind the first');
    lifetime.abort();
    expect(await given).toBe('AbortError');
    expect((await waiting).token).toBe('token-number-1');
  });

  test('send their own request when the one before failed', async () => {
    const failing = browser.openTab(() => Promise.reject(new Error('down')));
    const [failed, given] = await Promise.allSettled([failing('initial'), browser.openTab()('initial')]);
    expect([failed.status, given.status]).toStrictEqual(['rejected', 'fulfilled']);
  });

  test('ignore a message that is not a grant', async () => {
    const name = crypto.randomUUID();
    const channel = new BroadcastChannel(`secure-stream:${VIDEO}:${name}`);
    const invalidMessages = [
      null,
      'wanted',
      7,
      {},
      { grant: { token: '../..' }, age: 0 },
      { grant: { token: 'unknown-token' } },
    ];
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    const send = (message: unknown) => channel.postMessage(message);
    channel.addEventListener('message', () => invalidMessages.forEach(send));
    expect((await browser.openTab(undefined, { name })('initial')).token).toBe('token-number-1');
    channel.close();
  });
});

test('shareAcrossTabs passes a token to another page of the browser', async () => {
  const name = crypto.randomUUID();
  const browser = createBrowser(name);
  const tab = browser.openTab(undefined, { name });
  await tab('initial');
  const frame = document.createElement('iframe');
  const given = new Promise<MessageEvent>((resolve) => addEventListener('message', resolve, { once: true }));
  frame.srcdoc = `<script type="module">
    import { sendToken } from '/packages/session/test/tabs.page.ts';
    void sendToken('${name}', '${VIDEO}');
  </script>`;
  document.body.append(frame);
  expect((await given).data).toBe('token-number-1');
  expect(browser.requestCount()).toBe(1);
  frame.remove();
  browser.close();
});

suite('acrossTabs()', () => {
  const context = (videoId: string) => ({ videoId, reason: 'initial' as const, signal: new AbortController().signal });

  test('requests one token per video, and converts the expiry of the server to a duration', async () => {
    const fixture = await testServer.open({ tokenLifetime: 60 });
    const lifetime = new AbortController();
    const name = crypto.randomUUID();
    const tabs = [1, 2, 3].map(() => acrossTabs({ url: fixture.endpoint }, { name, signal: lifetime.signal }));
    const grants = await Promise.all(tabs.map(async (provide) => provide(context(fixture.videoId))));
    expect(await testServer.countTokenRequests()).toBe(1);
    for (const grant of grants) {
      const { expiresIn = 0 } = grant as { expiresIn?: number };
      expect(expiresIn).toBeGreaterThanOrEqual(58);
      expect(expiresIn).toBeLessThanOrEqual(60);
    }
    lifetime.abort();
  });

  test('passes on the reason why there is no token', async () => {
    const fixture = await testServer.open();
    await testServer.setBehavior('denied');
    const lifetime = new AbortController();
    const provide = acrossTabs({ url: fixture.endpoint }, { name: crypto.randomUUID(), signal: lifetime.signal });
    const error = await Promise.resolve(provide(context(fixture.videoId))).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'token-denied' });
    lifetime.abort();
  });

  test('passes on the watermark, also to another tab', async () => {
    const lifetime = new AbortController();
    const name = crypto.randomUUID();
    const parts = { watermark: { text: 'Ada' } };
    let requestCount = 0;
    const source = () => ({ token: `token-number-${(requestCount += 1)}`, expiresIn: 60, ...parts });
    for (const provide of [1, 2].map(() => acrossTabs(source, { name, signal: lifetime.signal })))
      expect(await provide(context(VIDEO))).toMatchObject({ token: 'token-number-1', ...parts });
    lifetime.abort();
  });

  test('sends its own requests after it was aborted', async () => {
    const lifetime = new AbortController();
    const provide = acrossTabs(() => 'token-of-the-page', { name: crypto.randomUUID(), signal: lifetime.signal });
    await provide(context(VIDEO));
    lifetime.abort();
    expect(await provide(context(VIDEO))).toStrictEqual({ token: 'token-of-the-page' });
  });

  test('accepts a function in place of an endpoint', async () => {
    const lifetime = new AbortController();
    const provide = acrossTabs(() => 'token-of-the-page', { name: crypto.randomUUID(), signal: lifetime.signal });
    expect(await provide(context(VIDEO))).toStrictEqual({ token: 'token-of-the-page' });
    lifetime.abort();
  });
});
