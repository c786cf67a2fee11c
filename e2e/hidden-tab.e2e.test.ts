import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openPage } from '../scripts/chromium.ts';
import { createTestServer, type TestServer } from '@secure-stream/test-server';

/** Chromium pauses a muted video when its tab is hidden, and plays it when the tab is seen. */
let testServer: TestServer;
let site: Server;
let browser: Browser;
let html = '';

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ['packages/element/src/define.ts'],
    bundle: true,
    format: 'esm',
    conditions: ['@secure-stream/source', 'browser'],
    write: false,
  });
  site = createServer((request, response) => {
    const isScript = request.url === '/secure-stream.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? outputFiles[0]!.contents : html);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  [testServer, browser] = await Promise.all([createTestServer(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await testServer.close();
  site.closeAllConnections();
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

test.each(['hls', 'iframe'])('a muted video plays on when its tab is seen again (%s)', async (engine) => {
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
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  await waitForPlayback(page, 0);
  const other = await openPage(browser);

  await other.bringToFront();
  await waitForPause(page);
  const position = await player(page, (video) => (video.retry(), video.currentTime));
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
