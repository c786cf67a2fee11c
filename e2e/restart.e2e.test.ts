// @tier all: `switch-engine` covers the same with the sources
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlayerSite, withPlayer as player, type Player, type PlayerSite } from './site.ts';

/** In the built files, an engine whose code is there starts in the same task in which the previous one ends, sooner than in the browser tests. */
let site: PlayerSite;

beforeAll(async () => {
  site = await startPlayerSite();
});
afterAll(() => site.close());

async function openPlayer(engine: string): Promise<Page> {
  const page = await site.open(engine);
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
