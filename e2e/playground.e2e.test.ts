// @tier all: the stories run in the same Storybook, unbuilt
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordProblems, launchChromium, openPage } from '../scripts/chromium.ts';
import { serveFolder } from '../scripts/serve-folder.ts';
import { countStalls } from './count-stalls.ts';

const folder = fileURLToPath(new URL('../playground', import.meta.url));
let browser: Browser;
let server: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  const { status } = spawnSync('npx', ['--no-install', 'storybook', 'build', '-o', folder, '--loglevel', 'error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // A test runner sets `test`, which selects Lit's development build.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  expect(status).toBe(0);
  server = await serveFolder(folder);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('the built playground plays across three renewals from a static file server, without a problem', async () => {
  const page = await openPage(browser);
  const problems = recordProblems(page);
  await page.goto(`${server.url}/?path=/story/playback--token-renewal`);
  const story = await (await page.waitForSelector('#storybook-preview-iframe'))?.contentFrame();
  if (!story) throw new Error('Storybook shows no story');

  await story.waitForFunction(() => (document.querySelector('secure-stream')?.currentTime ?? 0) > 0.2);
  await countStalls(story);
  // Waits for more than three token lifetimes.
  await story.waitForFunction(() => (document.querySelector('secure-stream')?.currentTime ?? 0) > 10);

  const seen = await story.evaluate(() => {
    const player = document.querySelector('secure-stream');
    const view = document.querySelector('playground-view');
    const log = view?.playground?.log;
    return {
      description: view?.description,
      renewed: log?.count('renewed') ?? 0,
      refused: log?.count('refused'),
      stalls: player?.dataset['stalls'],
    };
  });
  expect(seen).toMatchObject({ stalls: '0', refused: 0 });
  expect(seen.description).toContain('tokens of 3 seconds');
  expect(seen.renewed).toBeGreaterThanOrEqual(3);
  expect(problems).toEqual([]);
  expect(server.requestedPaths.filter((path) => path.includes('eyJ') || path.includes('stream-token'))).toEqual([]);
});
