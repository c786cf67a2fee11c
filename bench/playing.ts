import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import { DEMO_VIDEO_ID, LIVE_INPUT_ID } from '@secure-stream/origin';
import { importSigningKey, signToken } from '@secure-stream/signer';
import { createTestServer } from '@secure-stream/test-server';
import { CHROMIUM_FLAGS, ensureBrowser } from '../scripts/browsers.ts';
import { readHeap, readMetrics, spread } from './support/metrics.ts';
import { serveSite } from './support/site.ts';

/**
 * What playback costs the page: `<secure-stream>`, whose token expires ten times during the run, beside bare hls.js with the same settings and
 * a token that never expires. The players run at the same time, each in a browser of its own, so that other work on this machine slows all of
 * them down. Bare hls.js plays twice: the difference between the two is the noise. `npm run bench -- playing`; `SECONDS=60` for a shorter run.
 */
const SECONDS = Number(process.env['SECONDS'] ?? 600);
const LIFETIME_S = SECONDS / 10;
const WINDOWS = 10;
const PLAYERS = { 'bare hls.js': 'bare', 'bare hls.js, again': 'bare', '<secure-stream>': 'element' };

const testServer = await createTestServer();
const { origin } = await testServer.open({ tokenLifetime: LIFETIME_S });
const key = await importSigningKey((await testServer.origin.keys.create()).jwk);
const players = await Promise.all(Object.entries(PLAYERS).map(([name, script]) => openPlayer(name, script)));

try {
  await Promise.all(players.map(({ start }) => start()));
  for (let window = 1; window <= WINDOWS; window += 1) {
    await wait((SECONDS / WINDOWS) * 1000);
    await Promise.all(players.map(({ sample }) => sample()));
  }
  const rows = await Promise.all(players.map(({ measure }) => measure()));
  const [bare = {}] = rows;
  console.log(`\n${SECONDS} s of playback, tokens of ${LIFETIME_S} s, ${testServer.countTokenRequests() - 1} renewals`);
  console.table(Object.fromEntries(players.map(({ name }, index) => [name, rows[index]])));
  console.log('Ratio to the first bare hls.js');
  console.table(
    Object.fromEntries(
      players
        .slice(1)
        .map(({ name }, index) => [
          name,
          Object.fromEntries(
            Object.entries(rows[index + 1] ?? {}).map(([column, value]) => [column, ratio(value, bare[column] ?? 0)]),
          ),
        ]),
    ),
  );
  console.log(`The same ratio of the main thread's CPU time, in ${WINDOWS} windows of ${SECONDS / WINDOWS} s`);
  console.table(Object.fromEntries(players.slice(1).map((player) => [player.name, windowRatios(player)])));
} finally {
  await Promise.all(players.map(({ close }) => close()));
  await testServer.close();
}

async function openPlayer(name: string, script: string) {
  // Each has a recording of its own, so that the origin's log tells their requests apart. It is as long as the run.
  const videoId = randomUUID().replaceAll('-', '');
  const { media } = testServer.origin.videos.get(DEMO_VIDEO_ID)!;
  const endedAt = testServer.origin.clock.now() - 1000;
  const broadcast = { liveInput: LIVE_INPUT_ID, runs: [{ startedAt: endedAt - (SECONDS + 60) * 1000, endedAt }] };
  testServer.origin.videos.add({ uid: videoId, media, requireSignedURLs: true, broadcast });
  const token = await signToken(key, { sub: videoId, expiresIn: 24 * 3600 });
  const site = await serveSite({
    scripts: [new URL(`./playing/${script}.ts`, import.meta.url)],
    data: () => ({ origin, 'video-id': videoId, playlist: `${origin}/${token}/manifest/video.m3u8` }),
    token: (request) => testServer.endpoint.fetch(request),
  });
  const browser = await puppeteer.launch({ executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  const client = await page.createCDPSession();
  /** Seconds of CPU time of the page's main thread at the end of each window. */
  const busy: number[] = [];
  return {
    name,
    busy,
    async start() {
      // The time of the thread, and not of the clock: other processes do not count.
      await client.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(`${site.url}/${script}`);
    },
    async sample() {
      busy.push((await readMetrics(client))('TaskDuration'));
    },
    async measure() {
      const metrics = await readMetrics(client);
      const { frames, longTasks } = await page.evaluate(() => window.playback);
      const entries = testServer.listRequests().filter(({ video }) => video === videoId);
      const refused = entries.filter(({ status }) => status >= 400).length;
      if (refused > 0 || frames === 0) throw new Error(`${name}: ${refused} failed requests, ${frames} frames.`);
      return {
        frames,
        'main thread ms': round(metrics('TaskDuration') * 1000),
        'script ms': round(metrics('ScriptDuration') * 1000),
        'long tasks': longTasks.length,
        'long tasks ms': round(longTasks.reduce((sum, duration) => sum + duration, 0)),
        'heap kB': round((await readHeap(client)) / 1000),
        requests: entries.length,
        kB: round((entries.reduce((sum, { bytes }) => sum + bytes, 0) + site.scriptBytes) / 1000),
      } as Record<string, number>;
    },
    async close() {
      await browser.close();
      site.close();
    },
  };
}

/** The ratio of each window after the first, in which the players load. */
function windowRatios({ busy }: { readonly busy: readonly number[] }) {
  const durations = (samples: readonly number[]) =>
    samples.slice(1).map((value, index) => value - (samples[index] ?? 0));
  const bare = durations(players[0]?.busy ?? []);
  const { least, median, most } = spread(durations(busy).map((value, index) => value / (bare[index] ?? 0)));
  return { least: round(least, 3), median: round(median, 3), most: round(most, 3) };
}

function ratio(value: number, baseline: number): string {
  return baseline === 0 ? '' : (value / baseline).toFixed(3);
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
