import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer, { type Page } from 'puppeteer-core';
import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { CHROMIUM_FLAGS, ensureBrowser } from '../../../../scripts/browsers.ts';
import { sign } from '../support/sign.js';
import type { Host } from './hosts.js';
import { makeKey } from '../support/make-key.js';
import type { Told } from './page.js';

const DEMO = new URL('../../media/demo/', import.meta.url);
const WORKER = new URL('../../../../.storybook/static/mockServiceWorker.js', import.meta.url);

/** An origin in a page of Chromium. The service worker of msw answers its requests, without a server. */
export async function pageHost(): Promise<Host & { readonly page: Page }> {
  const site = await serveSite();
  const browser = await puppeteer.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(site.url);
  const key = await makeKey();
  await page.evaluate((jwk) => window.openOrigin(jwk), key.jwk);
  return {
    page,
    videoId: DEMO_VIDEO_ID,
    sign: (claims) => sign(key, claims),
    request: async (path, init = {}) =>
      responseOf(await page.evaluate((...args) => window.request(...args), path, init)),
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}

function responseOf({ status, type, headers, body }: Told): Response {
  const bodyless = [0, 204, 304].includes(status);
  const response = new Response(bodyless ? null : Buffer.from(body, 'base64'), {
    status: status || 200,
    headers: headers as [string, string][],
  });
  // For a redirect that it does not follow, a page gets neither status nor headers.
  return status ? response : Object.defineProperties(response, { status: { value: status }, type: { value: type } });
}

/** The page, its script, the service worker and the demo files. */
async function serveSite(): Promise<{ url: string; close(): Promise<void> }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['@secure-stream/source', 'browser'],
  });
  const html = '<!doctype html><title>Origin in a page</title><script type="module" src="/page.js"></script>';
  const files: Readonly<Record<string, () => Promise<readonly [string, string | Uint8Array]>>> = {
    '/': async () => ['text/html', html],
    '/page.js': async () => ['text/javascript', outputFiles[0]!.text],
    '/mockServiceWorker.js': async () => ['text/javascript', await readFile(WORKER)],
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const demo = path.startsWith('/media/demo/') && (async () => ['video/mp4', await readFile(new URL(path.slice(12), DEMO))] as const); // prettier-ignore
    const file = files[path] ?? (demo || undefined);
    if (!file) return void response.writeHead(404).end();
    void file().then(([type, body]) => response.writeHead(200, { 'Content-Type': type }).end(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
