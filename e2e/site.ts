import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { createTestServer } from '@secure-stream/test-server';
import { launchChromium, openPage } from '../scripts/chromium.ts';

export interface ElementSite {
  /** Without a trailing slash. */
  readonly url: string;
  close(): void;
}

/** Serves the element as `/secure-stream.js`, and at every other address the page, or the bytes, that `createPage` returns. */
export async function serveElement(createPage: (url: URL) => string | Uint8Array): Promise<ElementSite> {
  const { outputFiles } = await build({
    entryPoints: ['packages/element/src/entries/define.ts'],
    bundle: true,
    format: 'esm',
    conditions: ['@secure-stream/source', 'browser', 'production'],
    write: false,
  });
  const server = createServer(({ url = '' }, response) => {
    const isScript = url === '/secure-stream.js';
    const content = isScript ? outputFiles[0]!.contents : createPage(new URL(url, 'http://site'));
    if (isScript) response.setHeader('Content-Type', 'text/javascript');
    else if (typeof content === 'string') response.setHeader('Content-Type', 'text/html');
    response.end(content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => (server.closeAllConnections(), server.close()),
  };
}

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
