import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { importSigningKey, signToken } from '@secure-stream/signer';
import { createTestServer } from '@secure-stream/test-server';
import { launchFirstVisit } from './support/first-visit.ts';
import { readHeap, spread } from './support/metrics.ts';
import { serveRemotely } from './support/network.ts';
import { serveSite } from './support/site.ts';

/**
 * What a page of fifty players of fifty videos costs while nobody scrolls: `<secure-stream>` with and without `loading="lazy"`, and as many
 * `<video>` with hls.js, whose tokens are in the page. The first player plays. The ways alternate in one run, and all servers share one line.
 * `npm run bench -- many-players`; `ROUNDS=1` for a shorter run.
 */
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const PLAYERS = 50;
const OBSERVED_MS = 20_000;
const NETWORK = { roundTripMs: 40, bytesPerSecond: 2_500_000 };
const WAYS = {
  'bare hls.js': 'bare',
  'bare hls.js, observed by the page': 'bare?lazy',
  '<secure-stream>': 'element',
  '<secure-stream loading="lazy">': 'element?lazy',
};

type Row = Readonly<Record<string, number>>;

const testServer = await createTestServer();
const { origin: localOrigin } = await testServer.open();
const remoteOrigin = await serveRemotely(localOrigin, NETWORK);
const key = await importSigningKey((await testServer.origin.keys.create()).jwk);
const video = testServer.origin.videos.get(DEMO_VIDEO_ID)!;
const sources = await Promise.all(
  Array.from({ length: PLAYERS }, async () => {
    const videoId = randomUUID().replaceAll('-', '');
    testServer.origin.videos.add({ ...video, uid: videoId });
    const token = await signToken(key, { sub: videoId, expiresIn: 24 * 3600 });
    return { videoId, playlist: `${remoteOrigin.url}/${token}/manifest/video.m3u8` };
  }),
);
const site = await serveSite({
  scripts: ['bare', 'element'].map((name) => new URL(`./many-players/${name}.ts`, import.meta.url)),
  data: () => ({ origin: remoteOrigin.url, sources: encodeURIComponent(JSON.stringify(sources)) }),
  token: (request) => testServer.endpoint.fetch(request),
});
const remoteSite = await serveRemotely(site.url, NETWORK);

try {
  const measured = new Map<string, Row[]>(Object.keys(WAYS).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, path] of Object.entries(WAYS)) measured.get(name)!.push(await measure(path));
  const medians = new Map([...measured].map(([name, rows]) => [name, medianOf(rows)]));
  const { roundTripMs, bytesPerSecond } = NETWORK;
  console.log(
    `\n${PLAYERS} players, after ${OBSERVED_MS / 1000} s; ${roundTripMs} ms round trip, ${bytesPerSecond / 1e6} MB/s`,
  );
  console.log(`The median of ${ROUNDS} rounds`);
  console.table(Object.fromEntries(medians));
  console.log('Ratio to bare hls.js');
  const bare = medians.get('bare hls.js')!;
  console.table(
    Object.fromEntries(
      [...medians].map(([name, row]) => [
        name,
        Object.fromEntries(Object.entries(row).map(([column, value]) => [column, (value / bare[column]!).toFixed(2)])),
      ]),
    ),
  );
} finally {
  remoteSite.close();
  remoteOrigin.close();
  site.close();
  await testServer.close();
}

async function measure(path: string): Promise<Row> {
  testServer.clearRequests();
  site.scriptBytes = 0;
  const browser: Browser = await launchFirstVisit();
  try {
    const page = await browser.newPage();
    const client = await page.createCDPSession();
    await client.send('Performance.enable');
    await page.goto(`${remoteSite.url}/${path}`);
    await wait(OBSERVED_MS);
    const firstFrame = await page.evaluate(() => window.firstFrame);
    if (firstFrame === undefined) throw new Error(`${path}: no frame within ${OBSERVED_MS} ms.`);
    const entries = testServer.listRequests();
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, site.scriptBytes);
    return {
      'first frame ms': Math.round(firstFrame),
      requests: entries.length + testServer.countTokenRequests(),
      MB: Math.round(bytes / 10_000) / 100,
      'heap MB': Math.round((await readHeap(client)) / 100_000) / 10,
      'renderer MB': Math.round((await residentBytes(browser)) / 1e6),
    };
  } finally {
    await browser.close();
  }
}

function medianOf(rows: readonly Row[]): Row {
  return Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((column) => [column, spread(rows.map((row) => row[column] ?? 0)).median]),
  );
}

/** Bytes of memory that belong to the processes of the browser's pages: their proportional set size, which Linux counts. */
async function residentBytes(browser: Browser): Promise<number> {
  const client = await browser.target().createCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => readProportionalSize(id)),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function readProportionalSize(processId: number): Promise<number> {
  const text = await readFile(`/proc/${processId}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1]) * 1024;
}
