import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '@secure-stream/test-server';
import { serveSite, type Site } from '../bench/support/site.ts';
import { launchChromium } from '../scripts/chromium.ts';

let testServer: TestServer;
let site: Site;
let browser: Browser;
let page: Page;
let client: CDPSession;

beforeAll(async () => {
  testServer = await createTestServer();
  [site, browser] = await Promise.all([
    serveSite({
      scripts: [new URL('./soak/page.ts', import.meta.url)],
      token: (request) => testServer.endpoint.fetch(request),
    }),
    launchChromium(),
  ]);
  page = await browser.newPage();
  client = await page.createCDPSession();
});

afterAll(async () => {
  await browser.close();
  site.close();
  await testServer.close();
});

async function visit(): Promise<void> {
  await page.goto(`${site.url}/page`);
  await page.waitForFunction(() => 'viewer' in window);
  await page.evaluate(() => {
    document.body.append(document.createElement('main'));
    document.querySelector('main')!.append(document.createElement('div'));
  });
}

/** Adds a player. */
async function mount(): Promise<void> {
  const { origin, endpoint, videoId } = await testServer.open();
  const options = { origin, endpoint, videoId, engine: 'hls', stream: 'vod' } as const;
  await page.evaluate((given) => window.viewer.mount(given), options);
}

const waitForPlayback = () => page.waitForFunction(() => window.viewer.takeSnapshot().time > 0.5);

/** The number of objects of this class on the heap. Collects the garbage first. */
async function countObjects(prototype: string): Promise<number> {
  const { result } = await client.send('Runtime.evaluate', { expression: prototype });
  const { objects } = await client.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! });
  const { objectId } = objects;
  const { result: length } = await client.send('Runtime.callFunctionOn', {
    objectId: objectId!,
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  for (const id of [result.objectId!, objectId!]) await client.send('Runtime.releaseObject', { objectId: id });
  return length.value as number;
}

test('a removed hls player is collected, with its video and its nodes', async () => {
  await visit();
  for (let count = 0; count < 2; count += 1) {
    await mount();
    await waitForPlayback();
    await page.evaluate(() => window.viewer.unmount());
  }
  const countElements = () => countObjects("customElements.get('secure-stream').prototype");
  await expect.poll(countElements, { timeout: 20_000 }).toBe(0);
  expect(await countObjects('HTMLVideoElement.prototype')).toBe(0);
  const { nodes, jsEventListeners } = await client.send('Memory.getDOMCounters');
  expect(nodes).toBeLessThan(60);
  expect(jsEventListeners).toBeLessThan(10);
});

test('an engine and hls.js, whose files could not be loaded, are loaded again', async () => {
  await client.send('Network.enable');
  const chunks = ['*/engine-*.js', '*/hls-*.js'];
  await client.send('Network.setBlockedURLs', { urls: chunks });
  await visit();
  await mount();
  await page.waitForFunction(() => window.viewer.takeSnapshot().error?.reason === 'network');
  await client.send('Network.setBlockedURLs', { urls: [] });
  await waitForPlayback();
  expect(await page.evaluate(() => window.viewer.takeSnapshot().error)).toBe(null);
});
