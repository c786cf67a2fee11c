import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { launchChromium } from './chromium.ts';
import { serveFolder } from './serve-folder.ts';

/** Takes the picture of the playground that the README shows: docs/images/playground.png. Builds the playground first. */
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
  // Something to see in it: the key is revoked, one request is refused and comes again.
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
