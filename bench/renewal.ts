import puppeteer from 'puppeteer-core';
import type { RequestEntry } from '@secure-stream/origin';
import { createTestServer } from '@secure-stream/test-server';
import { CHROMIUM_FLAGS, ensureBrowser } from '../scripts/browsers.ts';
import { serveSite } from './support/site.ts';
import type { Variant } from './renewal/page.ts';

/**
 * What a viewer sees of renewals in the hls engine, compared with a token that never expires and with the common way of renewing one. The
 * variants run one after another on this machine. `npm run bench -- renewal`; `SECONDS=30` for a shorter run.
 */
const SECONDS = Number(process.env['SECONDS'] ?? 76);
const LIFETIME_S = 6;
const VARIANTS: readonly (readonly [Variant, tokenLifetime: number])[] = [
  ['bare hls.js, token that never expires', 24 * 3600],
  ['<secure-stream>', LIFETIME_S],
  ['bare hls.js, loadSource at each renewal', LIFETIME_S],
];

const testServer = await createTestServer();
const site = await serveSite({
  scripts: [new URL('./renewal/page.ts', import.meta.url)],
  token: (request) => testServer.endpoint.fetch(request),
});
const browser = await puppeteer.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });

try {
  const rows: Record<string, object> = {};
  for (const [variant, tokenLifetime] of VARIANTS) {
    const { origin, videoId } = await testServer.open({ tokenLifetime, latency: 40, bandwidth: 1_000_000 });
    const page = await browser.newPage();
    await page.goto(`${site.url}/page`);
    await page.waitForFunction(() => 'watchVariant' in window);
    const playback = await page.evaluate((name, options) => window.watchVariant(name, options), variant, {
      origin,
      videoId,
      seconds: SECONDS,
      every: LIFETIME_S * 0.8,
    });
    await page.close();
    rows[variant] = {
      renewals: testServer.countTokenRequests() - 1,
      ...playback,
      ...measureTraffic(testServer.listRequests()),
    };
  }
  console.log(
    `\n${SECONDS} s, tokens of ${LIFETIME_S} s, 40 ms round trip, 1 MB/s per response; times in milliseconds\n`,
  );
  console.table(rows);
} finally {
  await browser.close();
  site.close();
  await testServer.close();
}

function measureTraffic(entries: readonly RequestEntry[]) {
  const files = entries.filter(({ kind, status }) => (kind === 'segment' || kind === 'init') && status < 400);
  const paths = files.map(({ path }) => path);
  return {
    refused: entries.filter(({ status }) => status === 401 || status === 403).length,
    'files twice': paths.filter((path, index) => paths.indexOf(path) !== index).length,
    kB: Math.round(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000),
  };
}
