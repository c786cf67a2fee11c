import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium, openPage } from '../scripts/chromium.ts';
import { serveElement, type ElementSite } from './site.ts';
import { createTestServer, type TestServer } from '@secure-stream/test-server';
import { waitUntil } from '@secure-stream/test-server/wait';

/**
 * A site with one page, in a browser that freezes it, hides it, and restores it from the back-forward cache. Tokens are valid for two
 * seconds.
 */
const LIFETIME_S = 2;

let testServer: TestServer;
let site: ElementSite;
let browser: Browser;
let page: Page;
let html = '';

beforeAll(async () => {
  site = await serveElement(({ pathname }) => (pathname === '/' ? html : '<title>Elsewhere</title>'));
  [testServer, browser] = await Promise.all([createTestServer(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await testServer.close();
  site.close();
});

const urlOf = (path: string) => `${site.url}${path}`;
/** Lets tokens expire while the page is frozen or hidden. */
const outlast = (lifetimes: number) =>
  // oxlint-disable-next-line tests/no-fixed-sleep -- the page uses the clock of the machine, and there is no event to wait for
  new Promise<void>((resolve) => setTimeout(resolve, lifetimes * LIFETIME_S * 1000));
const video = <Result>(act: (video: HTMLVideoElement) => Result) =>
  page.$eval('secure-stream', act as (element: Element) => Result);
const refused = () => testServer.listRequests().filter(({ status }) => status === 401 || status === 403);

async function keepsPlaying(seconds: number): Promise<void> {
  const start = await video(({ currentTime }) => currentTime);
  await page.waitForFunction(
    (end) => (document.querySelector('secure-stream') as unknown as HTMLVideoElement).currentTime > end,
    { timeout: 30_000 },
    start + seconds,
  );
}

beforeEach(async () => {
  const { origin, endpoint, videoId } = await testServer.open({ tokenLifetime: LIFETIME_S });
  html = `<!doctype html><title>Video</title>
    <secure-stream muted video-id="${videoId}" stream-origin="${origin}" token-endpoint="${endpoint}"></secure-stream>
    <script type="module">
      import '/secure-stream.js';
      document.querySelector('secure-stream').hlsConfig = { maxBufferLength: 4, maxMaxBufferLength: 4 };
    </script>`;
  page = await openPage(browser);
  await page.goto(urlOf('/'));
  await video((video) => {
    video.playbackRate = 2;
    return video.play();
  });
  await keepsPlaying(2);
});

afterEach(() => page.close());

describe('<secure-stream> sends no request with an expired token', () => {
  test('after the machine slept for three lifetimes during playback', async () => {
    // A first request of a page that loads slowly may arrive late.
    testServer.clearRequests();
    const group = -browser.process()!.pid!;
    process.kill(group, 'SIGSTOP');
    await outlast(3);
    process.kill(group, 'SIGCONT');
    await keepsPlaying(8);
    expect(refused()).toEqual([]);
  });

  test('after the page returns from the back-forward cache', async () => {
    await page.goto(urlOf('/elsewhere'));
    await outlast(2);
    testServer.clearRequests();
    await page.goBack();
    const isRestored = await page.evaluate(
      () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).type !== 'back_forward',
    );
    expect(isRestored).toBe(true);
    await video((video) => video.play());
    await keepsPlaying(8);
    expect(refused()).toEqual([]);
  });

  test('after a pause in a hidden tab, which requests no token meanwhile', async () => {
    await video((video) => video.pause());
    const other = await openPage(browser);
    await other.bringToFront();
    expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
    // With a full buffer, nothing is being requested.
    await waitUntil(() => video(({ buffered, currentTime }) => buffered.end(0) - currentTime >= 4));
    testServer.clearRequests();
    await outlast(3);
    expect(testServer.countTokenRequests()).toBe(0);
    await other.close();
    await page.bringToFront();
    await video((video) => video.play());
    await keepsPlaying(8);
    expect(refused()).toEqual([]);
  });
});
