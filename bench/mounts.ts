import puppeteer, { type CDPSession } from 'puppeteer-core';
import { createTestServer } from '@secure-stream/test-server';
import { CHROMIUM_FLAGS, ensureBrowser } from '../scripts/browsers.ts';
import { readHeap, readMetrics } from './support/metrics.ts';
import { serveSite } from './support/site.ts';

/**
 * Nodes, listeners, documents and megabytes that the browser counts after players were added and removed, with the garbage collected, and
 * later requests. `npm run bench -- mounts`; `MOUNTS=200` for fewer.
 */
const MOUNTS = Number(process.env['MOUNTS'] ?? 1000);

const testServer = await createTestServer();
const site = await serveSite({
  scripts: [new URL('./mounts/page.ts', import.meta.url)],
  token: (request) => testServer.endpoint.fetch(request),
});
const browser = await puppeteer.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });

try {
  const { origin, videoId } = await testServer.open({ tokenLifetime: 3, latency: 5 });
  const page = await browser.newPage();
  await page.goto(`${site.url}/page`);
  const attributes = { 'video-id': videoId, 'stream-origin': origin, 'token-endpoint': '/token', muted: '' };
  const client = await page.createCDPSession();
  const mount = (count: number) =>
    page.evaluate((...parameters) => window.mountAndRemove(...parameters), count, attributes);

  // Loads everything that is loaded once and stays in memory.
  await mount(100);
  const before = await readCounts(client);
  await mount(MOUNTS);
  testServer.clearRequests();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const after = await readCounts(client);
  console.log(`\nAfter ${MOUNTS} players were added and removed, and 5 s later\n`);
  console.table({ before, after });
  console.table({
    'requested since': { tokens: testServer.countTokenRequests(), requests: testServer.listRequests().length },
  });
} finally {
  await browser.close();
  site.close();
  await testServer.close();
}

async function readCounts(client: CDPSession) {
  await client.send('Performance.enable');
  const heap = await readHeap(client);
  const read = await readMetrics(client);
  return {
    nodes: read('Nodes'),
    listeners: read('JSEventListeners'),
    documents: read('Documents'),
    MB: Math.round(heap / 100_000) / 10,
  };
}
