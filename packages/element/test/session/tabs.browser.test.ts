import { expect } from '@secure-stream/test-server/expect';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { createClock, type Clock } from '../../src/clock.js';
import type { FetchToken, TokenReason } from '../../src/session/providers/provider.js';
import { shareAcrossTabs } from '../../src/session/tabs.js';
import { acrossTabs } from '../../src/tabs.js';

const VIDEO = '5d5bc37ffcf54c9b82e996823bffbb81';

/** Time that a test can move, on top of the page's own. */
function createMovableClock(): Clock & { skip(milliseconds: number): void } {
  const clock = createClock();
  let skipped = 0;
  return {
    now: () => clock.now() + skipped,
    wall: () => clock.wall() + skipped,
    at: (time, callback) => clock.at(time - skipped, callback),
    skip: (milliseconds) => (skipped += milliseconds),
  };
}

/** An endpoint that several tabs ask, and how often it was asked. */
function createBrowser(name: string) {
  const life = new AbortController();
  const clock = createMovableClock();
  let asked = 0;
  const ask: FetchToken = async () => {
    asked += 1;
    await nextFrames(2);
    return { grant: { token: `token-number-${asked}`, expiresIn: 100 } };
  };
  const context = (reason: TokenReason, signal = life.signal) => ({ videoId: VIDEO, reason, signal });
  const openTab = (own = ask, options: { name?: string; videoId?: string; signal?: AbortSignal } = {}) => {
    const shared = shareAcrossTabs(own, { name, videoId: VIDEO, clock, signal: life.signal, ...options });
    return async (reason: TokenReason, signal?: AbortSignal) => (await shared(context(reason, signal))).grant;
  };
  return { openTab, clock, context, close: () => life.abort(), asked: () => asked };
}

suite('tabs of the same name', () => {
  let browser: ReturnType<typeof createBrowser>;
  setup(() => (browser = createBrowser(crypto.randomUUID())));
  teardown(() => browser.close());

  test('ask once for all that begin together', async () => {
    const tabs = Array.from({ length: 8 }, () => browser.openTab());
    const grants = await Promise.all(tabs.map((tab) => tab('initial')));
    expect(new Set(grants.map(({ token }) => token))).toStrictEqual(new Set(['token-number-1']));
    expect(browser.asked()).toBe(1);
  });

  test('are told how long a token still lives, not when it dies', async () => {
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one('initial');
    browser.clock.skip(30_000);
    const { expiresIn } = await two('initial');
    expect(expiresIn).toBeGreaterThanOrEqual(69);
    expect(expiresIn).toBeLessThanOrEqual(70);
  });

  test('renew one after the other: the second takes what the first was given', async () => {
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one('initial');
    await two('initial');
    browser.clock.skip(80_000);
    expect((await one('renewal')).token).toBe('token-number-2');
    expect((await two('renewal')).token).toBe('token-number-2');
    expect(browser.asked()).toBe(2);
  });

  test('ask anew when what the others have is more than half spent', async () => {
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one('initial');
    browser.clock.skip(51_000);
    expect((await two('initial')).token).toBe('token-number-2');
  });

  test('offer nobody what the origin refused, nor an older token, which the same key may have signed', async () => {
    const [one, two] = [browser.openTab(), browser.openTab()];
    await one('initial');
    await browser.openTab()('renewal');
    expect((await two('rejected')).token).toBe('token-number-2');
    expect(browser.asked()).toBe(2);
  });

  test('that were refused together ask once', async () => {
    const tabs = [browser.openTab(), browser.openTab(), browser.openTab()];
    for (const tab of tabs) await tab('initial');
    const grants = await Promise.all(tabs.map((tab) => tab('rejected')));
    expect(new Set(grants.map(({ token }) => token))).toStrictEqual(new Set(['token-number-2']));
    expect(browser.asked()).toBe(2);
  });

  test('of another video, or under another name, know nothing of them', async () => {
    await browser.openTab()('initial');
    await browser.openTab(undefined, { videoId: '0'.repeat(32) })('initial');
    await browser.openTab(undefined, { name: 'another viewer' })('initial');
    expect(browser.asked()).toBe(3);
  });

  test('are not held up by one whose request nobody waits for any more', async () => {
    const life = new AbortController();
    let isRequested = false;
    const hanging = browser.openTab(() => ((isRequested = true), new Promise(() => undefined)));
    const given = hanging('initial', life.signal).catch((error: Error) => error.name);
    const waiting = browser.openTab()('initial');
    await waitUntil(() => isRequested);
    life.abort();
    expect(await given).toBe('AbortError');
    expect((await waiting).token).toBe('token-number-1');
  });

  test('are not held up by one whose request is cancelled while it asks the other tabs', async () => {
    const life = new AbortController();
    const hanging = browser.openTab(() => new Promise(() => undefined));
    const given = hanging('initial', life.signal).catch((error: Error) => error.name);
    const waiting = browser.openTab()('initial');
    await waitUntil(async () => {
      const { held, pending } = await navigator.locks.query();
      return held!.length > 0 && pending!.length > 0;
    }, 'the second tab to queue behind the first');
    life.abort();
    expect(await given).toBe('AbortError');
    expect((await waiting).token).toBe('token-number-1');
  });

  test('ask for themselves when the one before them failed', async () => {
    const failing = browser.openTab(() => Promise.reject(new Error('down')));
    const [failed, given] = await Promise.allSettled([failing('initial'), browser.openTab()('initial')]);
    expect([failed.status, given.status]).toStrictEqual(['rejected', 'fulfilled']);
  });

  test('believe no message that is no grant', async () => {
    const name = crypto.randomUUID();
    const channel = new BroadcastChannel(`secure-stream:${VIDEO}:${name}`);
    const rubbish = [
      null,
      'wanted',
      7,
      {},
      { grant: { token: '../..' }, age: 0 },
      { grant: { token: 'token-of-nobody' } },
    ];
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    const say = (message: unknown) => channel.postMessage(message);
    channel.addEventListener('message', () => rubbish.forEach(say));
    expect((await browser.openTab(undefined, { name })('initial')).token).toBe('token-number-1');
    channel.close();
  });
});

test('a real second page of the browser takes the token of the first', async () => {
  const name = crypto.randomUUID();
  const browser = createBrowser(name);
  const tab = browser.openTab(undefined, { name });
  await tab('initial');
  const frame = document.createElement('iframe');
  const given = new Promise<MessageEvent>((resolve) => addEventListener('message', resolve, { once: true }));
  frame.srcdoc = `<script type="module">
    import { createClock } from '/packages/element/src/clock.ts';
    import { shareAcrossTabs } from '/packages/element/src/session/tabs.ts';
    const { signal } = new AbortController();
    const options = { name: '${name}', videoId: '${VIDEO}', clock: createClock(), signal };
    const ask = shareAcrossTabs(async () => ({ grant: { token: 'token-of-the-frame' } }), options);
    const { grant } = await ask({ videoId: '${VIDEO}', reason: 'initial', signal });
    parent.postMessage(grant.token, location.ancestorOrigins?.[0] ?? '*');
  </script>`;
  document.body.append(frame);
  expect((await given).data).toBe('token-number-1');
  expect(browser.asked()).toBe(1);
  frame.remove();
  browser.close();
});

suite('a provider across tabs', () => {
  const context = (videoId: string) => ({ videoId, reason: 'initial' as const, signal: new AbortController().signal });

  test('asks the endpoint once for each video, and turns what the server said of time into a duration', async () => {
    const scene = await testServer.open({ tokenLifetime: 60 });
    const life = new AbortController();
    const name = crypto.randomUUID();
    const tabs = [1, 2, 3].map(() => acrossTabs({ url: scene.endpoint }, { name, signal: life.signal }));
    const grants = await Promise.all(tabs.map(async (provide) => provide(context(scene.videoId))));
    expect(await testServer.countTokenRequests()).toBe(1);
    for (const grant of grants) {
      const { expiresIn = 0 } = grant as { expiresIn?: number };
      expect(expiresIn).toBeGreaterThanOrEqual(58);
      expect(expiresIn).toBeLessThanOrEqual(60);
    }
    life.abort();
  });

  test('passes on why there is no token', async () => {
    const scene = await testServer.open();
    await testServer.setBehavior('denied');
    const life = new AbortController();
    const provide = acrossTabs({ url: scene.endpoint }, { name: crypto.randomUUID(), signal: life.signal });
    const error = await Promise.resolve(provide(context(scene.videoId))).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'token-denied' });
    life.abort();
  });

  test('that is ended asks for itself', async () => {
    const life = new AbortController();
    const provide = acrossTabs(() => 'token-of-the-page', { name: crypto.randomUUID(), signal: life.signal });
    await provide(context(VIDEO));
    life.abort();
    expect(await provide(context(VIDEO))).toStrictEqual({ token: 'token-of-the-page' });
  });

  test('takes a function of the page for the endpoint', async () => {
    const life = new AbortController();
    const provide = acrossTabs(() => 'token-of-the-page', { name: crypto.randomUUID(), signal: life.signal });
    expect(await provide(context(VIDEO))).toStrictEqual({ token: 'token-of-the-page' });
    life.abort();
  });
});
