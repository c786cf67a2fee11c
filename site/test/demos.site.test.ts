import type { SecureStreamElement } from '@secure-stream/element';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium, openPage } from '../../scripts/chromium.ts';
import { serveFolder } from '../../scripts/serve-folder.ts';
import type { DemoView } from '../demo/demo-view.ts';
import { FOLDER } from './built-site.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

beforeEach(async () => {
  server = await serveFolder(FOLDER);
});

afterEach(() => server.close());

/** Opens a page and starts its demo, as a reader does. */
async function startDemo(path: string): Promise<{ page: Page; demo: Frame }> {
  const page = await openPage(browser);
  await page.goto(`${server.url}/${path}.html`);
  // A click before the page is hydrated would be lost.
  await page.waitForFunction(() => Boolean((document.querySelector('#app') as { __vue_app__?: object })?.__vue_app__));
  await page.click('.live-demo button');
  const demo = await (await page.waitForSelector('.live-demo iframe'))?.contentFrame();
  if (!demo) throw new Error('the page shows no demo');
  await demo.waitForSelector('demo-view');
  return { page, demo };
}

/** Closes a page. Until then, its service worker has answered all that contains a token. */
async function endDemo(page: Page): Promise<void> {
  // A number, because a path would print a token.
  expect(server.requestedPaths.filter((path) => /eyJ|stream-token/.test(path)).length).toBe(0);
  await page.close();
}

const readState = (demo: Frame) =>
  demo.evaluate(() => {
    const view = document.querySelector<DemoView>('demo-view');
    const players = [...document.querySelectorAll<SecureStreamElement>('secure-stream, secure-stream-player')];
    return {
      renewed: view?.playground?.log.count('renewed') ?? 0,
      refused: view?.playground?.log.count('refused') ?? 0,
      stalls: view?.stalls ?? 0,
      positions: players.map(({ currentTime }) => currentTime),
      errors: players.map(({ error }) => error?.reason ?? null),
      isWatermarked: Boolean(players[0]?.shadowRoot?.querySelector('[part=media] > [aria-hidden=true]')),
    };
  });

const waitForState = (
  demo: Frame,
  what: string,
  isReached: (state: Awaited<ReturnType<typeof readState>>) => boolean,
) => waitUntil(async () => isReached(await readState(demo)), what);

test.each(['index', 'start/index', 'start/react', 'guides/player'])(
  'the demo of %s plays through two renewals without a stall or a refusal',
  async (path) => {
    const { page, demo } = await startDemo(path);
    await waitForState(demo, 'two renewals', ({ renewed, positions }) => renewed >= 2 && (positions[0] ?? 0) > 10);
    expect(await readState(demo)).toMatchObject({ refused: 0, stalls: 0, errors: [null] });
    await endDemo(page);
  },
);

test('the demo of viewing limits refuses the second device', async () => {
  const { page, demo } = await startDemo('guides/viewing-limits');
  await waitForState(demo, 'the laptop to play', ({ positions }) => (positions[0] ?? 0) > 0.2);
  await demo.evaluate(() => {
    const phone = document.querySelectorAll<SecureStreamElement>('secure-stream')[1];
    void phone?.play().catch(() => {});
  });
  await waitForState(demo, 'the refusal', ({ errors }) => errors[1] === 'viewing-limit');
  expect((await readState(demo)).errors[0]).toBeNull();
  await endDemo(page);
});

test('the demo of the watermark shows it again after its removal', async () => {
  const { page, demo } = await startDemo('guides/watermark');
  await waitForState(demo, 'the watermark', ({ isWatermarked }) => isWatermarked);
  await demo.evaluate(() => document.querySelector('demo-view')?.shadowRoot?.querySelector('button')?.click());
  await waitForState(demo, 'the watermark again', ({ isWatermarked }) => isWatermarked);
  expect((await readState(demo)).errors).toEqual([null]);
  await endDemo(page);
});

test('the demo of a blocked viewer plays after the viewer has moved', async () => {
  const { page, demo } = await startDemo('errors/blocked');
  await waitForState(demo, 'the refusal', ({ errors }) => errors[0] === 'blocked');
  await demo.evaluate(() => document.querySelector('demo-view')?.shadowRoot?.querySelector('button')?.click());
  await waitForState(demo, 'playback', ({ errors, positions }) => errors[0] === null && (positions[0] ?? 0) > 0.2);
  await endDemo(page);
});

test('the demo of an expired token plays until the token and the buffer are used up', async () => {
  const { page, demo } = await startDemo('errors/token-expired');
  await waitForState(demo, 'the end', ({ errors }) => errors[0] === 'token-expired');
  expect((await readState(demo)).positions[0]).toBeGreaterThan(1);
  await endDemo(page);
});

test('a story of the iframe engine plays: the frame is in the scope of the service worker', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.url}/stories/iframe.html?id=engines--iframe&viewMode=story`);
  await page.waitForFunction(
    () => (document.querySelector<SecureStreamElement>('secure-stream')?.currentTime ?? 0) > 0.5,
  );
  await endDemo(page);
});

test('a documentation page of the playground is dark before its script runs, and loads one story', async () => {
  const url = `${server.url}/stories/iframe.html?id=playback--docs&viewMode=docs`;
  const page = await openPage(browser);
  await page.setJavaScriptEnabled(false);
  await page.goto(url);
  const backgrounds = await page.$$eval('body, .sb-preparing-docs', (elements) =>
    elements.map((element) => getComputedStyle(element).backgroundColor),
  );
  expect(backgrounds).toEqual(['rgb(11, 15, 23)', 'rgb(11, 15, 23)']);
  await page.setJavaScriptEnabled(true);
  await page.goto(url);
  await page.waitForSelector('.docs-story iframe');
  expect(await page.$$eval('iframe', ({ length }) => length)).toBe(1);
  expect(await page.$$eval('a[href*="path=/story/playback--"]', ({ length }) => length)).toBe(5);
  await endDemo(page);
});
