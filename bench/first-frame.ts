import puppeteer from 'puppeteer-core';
import { importSigningKey, signToken } from '@secure-stream/signer';
import { createTestServer } from '@secure-stream/test-server';
import { CHROMIUM_FLAGS, ensureBrowser } from '../scripts/browsers.ts';
import { serveSite } from './site.ts';

/**
 * Time from the navigation to the first frame on the screen: `<secure-stream>`, which requests its token, and bare hls.js, whose token is
 * in the page. Both alternate in one run, and all servers have the same latency. `npm run bench:first-frame`.
 */
const ROUNDS = Number(process.env['ROUNDS'] ?? 11);
const ROUND_TRIPS = [40, 120];
const VARIANTS = {
  'bare hls.js, token in the page': 'bare',
  '<secure-stream>': 'element',
  '<secure-stream>, engine preloaded': 'element?hinted',
};

const testServer = await createTestServer();
let data: Record<string, string> = {};
const site = await serveSite({
  scripts: ['bare', 'element'].map((name) => new URL(`./first-frame/${name}.ts`, import.meta.url)),
  data: () => data,
  token: (request) => testServer.endpoint.fetch(request),
});
const browser = await puppeteer.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });

try {
  for (const roundTripMs of ROUND_TRIPS) {
    const { origin, videoId } = await testServer.open({ latency: roundTripMs, bandwidth: 1_000_000 });
    testServer.endpoint.latency = 0;
    site.latency = roundTripMs;
    const key = await importSigningKey((await testServer.origin.keys.create()).jwk);
    const token = await signToken(key, { sub: videoId, expiresIn: 3600 });
    data = { origin, 'video-id': videoId, manifest: `${origin}/${token}/manifest/video.m3u8` };
    const measurements = new Map<string, number[]>(Object.keys(VARIANTS).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, path] of Object.entries(VARIANTS)) measurements.get(name)!.push(await measure(path));
    console.log(
      `\n${roundTripMs} ms round trip, 1 MB/s per response, ${ROUNDS} rounds: milliseconds to the first frame\n`,
    );
    console.table(Object.fromEntries([...measurements].map(([name, values]) => [name, spread(values)])));
  }
} finally {
  await browser.close();
  site.close();
  await testServer.close();
}

async function measure(path: string): Promise<number> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setCacheEnabled(false);
  await page.goto(`${site.url}/${path}`);
  const handle = await page.waitForFunction(() => window.firstFrame, { polling: 20, timeout: 30_000 });
  const time = (await handle.jsonValue()) as number;
  await context.close();
  return time;
}

function spread(values: readonly number[]) {
  const sorted = [...values].sort((one, other) => one - other).map(Math.round);
  return { least: sorted[0], median: sorted[Math.floor(sorted.length / 2)], most: sorted.at(-1) };
}
