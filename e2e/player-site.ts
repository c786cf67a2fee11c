import type { Browser, Page } from 'puppeteer-core';
import { createTestServer } from '@secure-stream/test-server';
import { launchChromium, openPage } from '../scripts/chromium.ts';
import { serveElement } from './element-site.ts';

export type Player = HTMLVideoElement & { readonly activeEngine: string | null; retry(): void };

/** Runs a function in the page, with its player. */
export const withPlayer = <Result>(page: Page, act: (player: Player) => Result) =>
  page.$eval('secure-stream', act as (element: Element) => Result);

export interface PlayerSite {
  readonly browser: Browser;
  /** Opens a page whose muted player begins to play. */
  open(engine: string): Promise<Page>;
  close(): Promise<void>;
}

/** A site with one player of the built element, a browser, and a test server. */
export async function startPlayerSite(): Promise<PlayerSite> {
  let html = '';
  const site = await serveElement(() => html);
  const [testServer, browser] = await Promise.all([createTestServer(), launchChromium()]);
  return {
    browser,
    async open(engine) {
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
      return page;
    },
    async close() {
      await browser.close();
      await testServer.close();
      site.close();
    },
  };
}
