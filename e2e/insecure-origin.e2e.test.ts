import { expect, test } from 'vitest';
import { createTestServer } from '@secure-stream/test-server';
import { launchChromium, openPage } from '../scripts/chromium.ts';
import { serveElement } from './site.ts';

test.each(['hls', 'native', 'iframe'])('plays on an insecure origin, with the engine %s', async (engine) => {
  const testServer = await createTestServer();
  const { origin, endpoint, videoId } = await testServer.open();
  const site = await serveElement(
    () => `<!doctype html><title>Video</title>
      <secure-stream muted engine="${engine}" video-id="${videoId}" stream-origin="${origin}" token-endpoint="${endpoint}"></secure-stream>
      <script type="module">
        import '/secure-stream.js';
        const player = document.querySelector('secure-stream');
        player.sdkSrc = '${origin}/embed/sdk.latest.js';
        player.play();
      </script>`,
  );
  // As a phone sees `vite --host`.
  const browser = await launchChromium(['--host-resolver-rules=MAP site.test 127.0.0.1']);
  try {
    const page = await openPage(browser);
    await page.goto(site.url.replace('127.0.0.1', 'site.test'));
    expect(await page.evaluate(() => [isSecureContext, 'randomUUID' in crypto, 'locks' in navigator])).toEqual([
      false,
      false,
      false,
    ]);
    await page.waitForFunction(() => document.querySelector<HTMLVideoElement>('secure-stream')!.currentTime > 0.2);
  } finally {
    await browser.close();
    site.close();
    await testServer.close();
  }
});
