// @tier all: `viewings.browser` and the suite of the stores cover the limit
import { fileURLToPath } from 'node:url';
import { limitViewings, memoryStore, redisStore, type ViewingStore } from '@secure-stream/signer';
import { serveElement, type ElementSite } from './site.ts';
import { createTestServer, type Fixture, type TestServer } from '@secure-stream/test-server';
import { TEST_VIEWER } from '@secure-stream/test-server/endpoint';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectIoredis, startRedis } from '../packages/signer/test/support/redis-server.ts';
import { startWorker } from '../packages/signer/test/support/workerd.ts';
import { launchChromium } from '../scripts/chromium.ts';

/** Three pages of one viewer, in three browser profiles, at a site whose limit is two. */
const LIFETIME_S = 4;

interface OpenStore {
  readonly store: ViewingStore;
  close(): Promise<void> | void;
}

const STORES: Readonly<Record<string, () => Promise<OpenStore>>> = {
  memory: async () => ({ store: memoryStore(), close: () => undefined }),
  Redis: async () => {
    const server = await startRedis();
    const { client, close } = await connectIoredis(server);
    return { store: redisStore({ client }), close: () => (close(), server.stop()) };
  },
  'Durable Objects in workerd': async () => {
    const worker = await startWorker(
      fileURLToPath(new URL('../packages/signer/test/support/viewings-worker.ts', import.meta.url)),
      { durableObjects: { VIEWINGS: { className: 'ViewerObject', useSQLite: true } } },
    );
    const call =
      (method: string) =>
      async (...args: unknown[]): Promise<never> => {
        const body = JSON.stringify([[method, ...args.filter((arg) => arg !== undefined)]]);
        const [result] = (await (await worker.fetch('/', { method: 'POST', body })).json()) as never[];
        return result as never;
      };
    const store = { acquire: call('acquire'), release: call('release'), revoke: call('revoke'), list: call('list') };
    return { store, close: () => worker.close() };
  },
};

let testServer: TestServer;
let site: ElementSite;
let browser: Browser;
let fixture: Fixture;
let pages: Page[] = [];

beforeAll(async () => {
  site = await serveElement(({ searchParams }) => createPage(searchParams.get('device')));
  [testServer, browser] = await Promise.all([createTestServer(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await testServer.close();
  site.close();
});

afterEach(async () => {
  await Promise.all(pages.map((page) => page.browserContext().close()));
  pages = [];
});

const createPage = (device: string | null) => `<!doctype html><title>Film</title>
  <secure-stream muted video-id="${fixture.videoId}" stream-origin="${fixture.origin}" token-endpoint="${fixture.endpoint}"></secure-stream>
  <script type="module">
    import '/secure-stream.js';
    const player = document.querySelector('secure-stream');
    player.tokenRequest = { body: { device: ${JSON.stringify(device)} } };
    player.hlsConfig = { maxBufferLength: 20, maxMaxBufferLength: 20 };
    player.addEventListener('error', () => (window.stoppedAt = Date.now()));
    player.play().catch(() => undefined);
  </script>`;

/** Opens the page in its own profile, where it is visible. */
async function open(device: string): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  pages.push(page);
  await page.goto(`${site.url}/?device=${device}`);
  expect(await page.evaluate(() => document.visibilityState)).toBe('visible');
  return page;
}

type Player = HTMLVideoElement & { readonly error: { readonly reason: string } | null };
const player = <Result>(page: Page, read: (player: Player) => Result) =>
  page.$eval('secure-stream', read as (element: Element) => Result);

const waitForPlayback = (page: Page, from = 0) =>
  page.waitForFunction(
    (start) => (document.querySelector('secure-stream') as Player).currentTime > start + 0.5,
    { timeout: 60_000 },
    from,
  );

async function waitForRefusal(page: Page, reason: string): Promise<void> {
  await page.waitForFunction(() => (document.querySelector('secure-stream') as Player).error, { timeout: 60_000 });
  expect(await player(page, ({ error }) => error?.reason)).toBe(reason);
}

const pressButton = async (page: Page) => {
  const button = await page.waitForSelector('secure-stream >>> [part="overlay viewing-limit"] button');
  await button!.click();
};

/** The store, with the answers to the playbacks that it refused in `refusals`. */
const recordRefusals = (store: ViewingStore, refusals: string[]): ViewingStore => ({
  ...store,
  async acquire(viewer, request) {
    const result = await store.acquire(viewer, request);
    if (result.outcome === 'displaced' || result.outcome === 'revoked')
      refusals.push(`${request.device} ${result.outcome}`);
    return result;
  },
});

describe.each(Object.entries(STORES))('three pages of a viewer who may watch on two, with %s', (_name, openStore) => {
  test('the third is refused and takes over, the first is displaced, and all end when the viewer is revoked', async () => {
    const { store, close } = await openStore();
    try {
      fixture = await testServer.open({ tokenLifetime: LIFETIME_S });
      const refusals: string[] = [];
      const viewings = limitViewings({ perViewer: 2, store: recordRefusals(store, refusals) });
      testServer.endpoint.viewings = viewings;
      const first = await open('first');
      await waitForPlayback(first);
      const second = await open('second');
      await waitForPlayback(second);
      const third = await open('third');
      await waitForRefusal(third, 'viewing-limit');
      const [oldest] = await viewings.listViewings(TEST_VIEWER);
      expect(oldest?.device).toBe('first');

      await pressButton(third);
      await waitForPlayback(third);
      await waitForRefusal(first, 'displaced');
      expect((await viewings.listViewings(TEST_VIEWER)).map(({ device }) => device)).toEqual(['second', 'third']);
      const position = await player(second, ({ currentTime }) => currentTime);
      await waitForPlayback(second, position);

      const revokedAt = Date.now();
      expect(await viewings.revokeViewer(TEST_VIEWER)).toBe(2);
      await Promise.all([second, third].map((page) => waitForRefusal(page, 'revoked')));
      for (const page of [second, third])
        expect(await player(page, ({ paused, readyState }) => [paused, readyState])).toEqual([true, 0]);
      // Each ended at its next renewal, and sent no further request.
      expect(refusals.sort()).toEqual(['first displaced', 'second revoked', 'third revoked']);
      const stopped = await Promise.all(
        [second, third].map((page) => page.evaluate(() => (window as unknown as { stoppedAt: number }).stoppedAt)),
      );
      const seconds = stopped.map((at) => ((at - revokedAt) / 1000).toFixed(1));
      console.log(
        `from revokeViewer() to the end of the picture: ${seconds.join(' s, ')} s; tokens of ${LIFETIME_S} s`,
      );
    } finally {
      await close();
    }
  });
});
