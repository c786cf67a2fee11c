import { existsSync, readFileSync } from 'node:fs';
import { serve } from '@secure-stream/origin/node';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordProblems, launchChromium } from '../scripts/chromium.ts';
import { createTestServer, type TestServer } from '@secure-stream/test-server';

const FILE = 'packages/element/dist/cdn/secure-stream.js';
let browser: Browser;
let testServer: TestServer;

beforeAll(async () => {
  if (!existsSync(FILE)) throw new Error(`${FILE} is missing: npm run build makes it`);
  testServer = await createTestServer();
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await testServer?.close();
});

test('examples/html plays across three renewals with the single-file build', async () => {
  const { origin } = await testServer.open({ tokenLifetime: 3 });
  const page = await browser.newPage();
  const problems = recordProblems(page);
  const site = await serve({ fetch: (request) => answer(request, origin) });
  try {
    await page.goto(site.url);
    // Waits for more than three token lifetimes.
    await page.waitForFunction(() => (document.querySelector('secure-stream')?.currentTime ?? 0) > 10);
    expect(testServer.countTokenRequests()).toBeGreaterThanOrEqual(4);
    expect(testServer.listRequests().filter(({ reason }) => reason !== null)).toEqual([]);
    expect(problems).toEqual([]);
    expect(await page.evaluate(() => document.querySelector('secure-stream')?.outerHTML)).not.toContain('eyJ');
  } finally {
    await site.close();
  }
});

/** The site: its page, the script, and a token endpoint. The local origin replaces the page's customer code. */
async function answer(request: Request, origin: string): Promise<Response> {
  switch (new URL(request.url).pathname) {
    case '/':
      return html(
        readFileSync('examples/html/index.html', 'utf8').replace(/customer-code="\w+"/, `stream-origin="${origin}"`),
      );
    case '/secure-stream.js':
      return new Response(readFileSync(FILE), { headers: { 'Content-Type': 'text/javascript' } });
    case '/api/stream-token':
      return testServer.endpoint.fetch(request);
    default:
      return new Response(null, { status: 204 });
  }
}

const html = (text: string) => new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
