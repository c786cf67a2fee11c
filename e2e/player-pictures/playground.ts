import { spawnSync } from 'node:child_process';
import { launchChromium } from '../../scripts/chromium.ts';
import { serveFolder } from '../../scripts/serve-folder.ts';

/** Builds the playground and takes its picture for the README. */
export async function takePlayground(): Promise<void> {
  spawnSync('npx', ['--no-install', 'storybook', 'build', '-o', 'playground', '--loglevel', 'error'], {
    stdio: 'inherit',
  });
  const server = await serveFolder(`${process.cwd()}/playground`);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1320, height: 872, deviceScaleFactor: 1.5 });
    await page.goto(`${server.url}/iframe.html?id=playback--token-renewal&viewMode=story`);
    page.setDefaultTimeout(120_000);
    const count = (what: 'renewed' | 'retried') =>
      page.evaluate((what) => document.querySelector('playground-view')?.playground?.log.count(what) ?? 0, what);
    const waitFor = (what: 'renewed' | 'retried', least: number) =>
      page.waitForFunction(
        (what, least) => (document.querySelector('playground-view')?.playground?.log.count(what) ?? 0) >= least,
        {},
        what,
        least,
      );
    await waitFor('renewed', 4);
    // Revokes the key, so that the picture shows a refused and a repeated request. A renewal may
    // come before the next request, which is then not refused.
    while ((await count('retried')) === 0) {
      const renewals = await count('renewed');
      await page.evaluate(() => document.querySelector('playground-view')?.playground?.revokeKey());
      await Promise.race([waitFor('retried', 1), waitFor('renewed', renewals + 2)]);
    }
    await new Promise((resolve) => setTimeout(resolve, 3500)); // oxlint-disable-line tests/no-fixed-sleep -- the requests that follow are to be seen
    await page.screenshot({ path: 'docs/images/playground.png' });
    console.log('playground');
  } finally {
    await browser.close();
    await server.close();
  }
}
