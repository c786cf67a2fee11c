import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { launchChromium } from './chromium.ts';
import { serveFolder } from './serve-folder.ts';

/** Takes the screenshot of the playground for the README: docs/images/playground.png. Builds the playground first. */
const PICTURE = 'docs/images/playground.png';

spawnSync('npm', ['run', '--silent', 'build:playground'], { stdio: 'inherit' });
const server = await serveFolder(`${process.cwd()}/playground`);
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1320, height: 872, deviceScaleFactor: 1.5 });
  await page.goto(`${server.url}/iframe.html?id=playback--token-renewal&viewMode=story`);
  await page.waitForFunction(
    () => (document.querySelector('playground-view')?.playground?.log.count('renewed') ?? 0) >= 4,
  );
  // Revokes the key, so that the screenshot shows a refused and a repeated request.
  await page.evaluate(() => document.querySelector('playground-view')?.playground?.revokeKey());
  await page.waitForFunction(
    () => (document.querySelector('playground-view')?.playground?.log.count('retried') ?? 0) > 0,
  );
  await new Promise((resolve) => setTimeout(resolve, 3500));
  mkdirSync('docs/images', { recursive: true });
  await page.screenshot({ path: PICTURE });
  console.log(PICTURE);
} finally {
  await browser.close();
  await server.close();
}
