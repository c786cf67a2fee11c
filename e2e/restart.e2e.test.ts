import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openPage } from '../scripts/chromium.ts';
import { serveElement, type ElementSite } from './element-site.ts';
import { createTestServer, type TestServer } from '@secure-stream/test-server';

/** In the built files, an engine whose code is there starts in the same task in which the previous one ends, sooner than in the browser tests. */
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

type Player = HTMLVideoElement & { readonly activeEngine: string | null; retry(): void };
const player = <Result>(page: Page, act: (player: Player) => Result) =>
  page.$eval('secure-stream', act as (element: Element) => Result);

async function openPlayer(engine: string): Promise<Page> {
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
  await waitForPlayback(page, engine, 0);
  return page;
}

const waitForPlayback = (page: Page, engine: string, from: number) =>
  page.waitForFunction(
    (kind, start) => {
      const { activeEngine, paused, currentTime } = document.querySelector('secure-stream') as unknown as Player;
      return activeEngine === kind && !paused && currentTime > start + 0.5;
    },
    {},
    engine,
    from,
  );

test.each(['hls', 'native', 'iframe'])('a video that plays goes on after retry() (%s)', async (engine) => {
  const page = await openPlayer(engine);
  for (let time = 0; time < 2; time += 1) {
    const position = await player(page, ({ currentTime }) => currentTime);
    await player(page, (video) => video.retry());
    await waitForPlayback(page, engine, position);
  }
  expect(await player(page, ({ error }) => error)).toBeNull();
  await page.close();
});

test('a video that plays goes on after a change of engine', async () => {
  const page = await openPlayer('hls');
  for (const engine of ['native', 'hls', 'iframe', 'native']) {
    const position = await player(page, ({ currentTime }) => currentTime);
    await page.$eval('secure-stream', (element, name) => element.setAttribute('engine', name), engine);
    await waitForPlayback(page, engine, position);
  }
  expect(await player(page, ({ error }) => error)).toBeNull();
  await page.close();
});
