// @tier all: `hidden-live` and the Node tests of the hand-over cover hidden pages
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage } from '../scripts/chromium.ts';
import { startPlayerSite, withPlayer as player, type Player, type PlayerSite } from './site.ts';

/** Chromium pauses a muted video when its tab is hidden, and plays it when the tab is seen. */
let site: PlayerSite;

beforeAll(async () => {
  site = await startPlayerSite();
});
afterAll(() => site.close());

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
  const page = await site.open(engine);
  await waitForPlayback(page, 0);
  const other = await openPage(site.browser);

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
