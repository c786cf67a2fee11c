import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openPage } from '../scripts/chromium.ts';
import { serveElement, type ElementSite } from './element-site.ts';
import { createTestServer, type TestServer } from '@secure-stream/test-server';

/** Chromium pauses a muted video when its tab is hidden, and plays it when the tab is seen. */
let testServer: TestServer;
let site: ElementSite;
let browser: Browser;
let html = '';

beforeAll(async () => {
  site = await serveElement(() => html);
  [testServer, browser] = await Promise.all([createTestServer(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await testServer.close();
  site.close();
});

type Player = HTMLVideoElement & { retry(): void };
const player = <Result>(page: Page, act: (player: Player) => Result) =>
  page.$eval('secure-stream', act as (element: Element) => Result);

const waitForPlayback = (page: Page, from: number) =>
  page.waitForFunction(
    (start) => (document.querySelector('secure-stream') as Player).currentTime > start + 0.5,
    {},
    from,
  );

const waitForPause = (page: Page) =>
  page.waitForFunction(() => document.hidden && (document.querySelector('secure-stream') as Player).paused, {
    polling: 50,
  });

test.each(['hls', 'native', 'iframe'])('a muted video plays on when its tab is seen again (%s)', async (engine) => {
  const { origin, endpoint, videoId } = await testServer.open();
  html = `<!doctype html><title>Video</title>
    <secure-stream muted engine="${engine}" video-id="${videoId}" stream-origin="${origin}" token-endpoint="${endpoint}"></secure-stream>
    <script type="module">
      import '/secure-stream.js';
      const player = document.querySelector('secure-stream');
      player.sdkSrc = '${origin}/embed/sdk.latest.js';
      player.play();
    </script>`;
  const page = await openPage(browser);
  await page.goto(`${site.url}/`);
  await waitForPlayback(page, 0);
  const other = await openPage(browser);

  await other.bringToFront();
  await waitForPause(page);
  const position = await player(page, ({ currentTime }) => currentTime);
  await player(page, (video) => video.retry());
  await page.bringToFront();
  await waitForPlayback(page, position);

  await other.bringToFront();
  await waitForPause(page);
  const before = await player(page, ({ currentTime }) => currentTime);
  await page.bringToFront();
  await waitForPlayback(page, before);
  expect(await player(page, ({ paused, error }) => [paused, error])).toEqual([false, null]);

  await other.bringToFront();
  await waitForPause(page);
  await player(page, (video) => video.pause());
  await player(page, (video) => video.retry());
  await page.bringToFront();
  await page.waitForFunction(
    () => !document.hidden && (document.querySelector('secure-stream') as Player).readyState >= 2,
  );
  expect(await player(page, ({ paused }) => paused)).toBe(true);
  await Promise.all([page.close(), other.close()]);
});
