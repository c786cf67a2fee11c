// @tier all: half an hour with twelve players, which are installed for it; `token-loader.browser.test.ts` plays hls.js in every run
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestServer } from '@secure-stream/test-server';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUFFER_S } from '../bench/peers/buffer.ts';
import {
  INTEGRATIONS,
  installPlayers,
  renderPage,
  writeScript,
  type Integration,
} from '../bench/peers/integrations.ts';
import { record, type Recording } from '../bench/peers/record.ts';
import { interruptionOf, toIntervals } from '../bench/peers/states.ts';
import { serveSite, type Site } from '../bench/support/site.ts';
import { launchChromium } from '../scripts/chromium.ts';

/**
 * The code of `docs/integrations/` in Chromium: `npm run test:integrations`, or `PLAYERS=hls-js,dash-js npm run test:integrations` for some.
 * Prints a table of player and event, and writes it to `test-results/integrations.md`.
 */
const LIFETIME_S = 10;
/** Of a recording with tokens that expire. */
const SECONDS = 75;
const HOUR_MS = 3_600_000;
const OUTAGE_S = 20;
/** The longest wait before a retry is 30 s. */
const RECOVERY_S = 45;
/** The shortest interruption by a new source. */
const RELOAD_S = 1;

const words = process.env['PLAYERS']?.split(',');
const integrations = INTEGRATIONS.filter(({ file }) => words?.includes(file.replace('session-', '')) ?? true);
const rows: string[][] = [];
let testServer: Awaited<ReturnType<typeof createTestServer>>;
let site: Site;
let browser: Browser;
let data: Record<string, string> = {};

beforeAll(async () => {
  installPlayers();
  testServer = await createTestServer();
  site = await serveSite({
    scripts: integrations.map(writeScript),
    data: () => data,
    token: (request) => testServer.endpoint.fetch(request),
    render: Object.fromEntries(integrations.map((one) => [one.file, () => renderPage(one)])),
  });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await testServer?.close();
  const head = ['player', 'event', 'still picture, s', 'refused requests', 'loaded twice, kB'];
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  mkdirSync('test-results', { recursive: true });
  writeFileSync('test-results/integrations.md', `${table}\n`);
  console.log(table);
});

async function open({ file }: Integration, tokenLifetime: number, clockError = 0): Promise<Recording> {
  const { videoId, origin } = await testServer.open({ tokenLifetime });
  data = { origin, 'video-id': videoId };
  return record(browser, { url: `${site.url}/${file}`, countRefused, clockError });
}

const countRefused = () => testServer.listRequests().filter(({ status }) => status === 401 || status === 403).length;

interface Moment {
  /** `Sample.at`. */
  readonly at: number;
  /** Requests of the origin so far. */
  readonly requests: number;
}

const now = ({ samples }: Recording): Moment => ({
  at: samples.at(-1)?.at ?? 0,
  requests: testServer.listRequests().length,
});

/** The record of a viewer and of the origin since a moment. Adds a row to the table. */
function measure({ samples }: Recording, { name }: Integration, event: string, from: Moment) {
  const seen = new Set<string>();
  const isRepeated = ({ path }: { readonly path: string }) =>
    seen.size === seen.add(path.split('/').slice(2).join('/')).size;
  const repeated = testServer
    .listRequests()
    .map((entry, index) => ({ ...entry, index }))
    .filter(({ kind, status }) => (kind === 'segment' || kind === 'init') && status < 400)
    .filter(isRepeated)
    .filter(({ index }) => index >= from.requests);
  const { seconds, isStopped } = interruptionOf(toIntervals(samples), from.at);
  const result = { seconds, refused: countRefused(), repeated: repeated.reduce((sum, { bytes }) => sum + bytes, 0) };
  rows.push([
    name,
    event,
    isStopped ? 'stopped' : seconds.toFixed(1),
    String(result.refused),
    (result.repeated / 1000).toFixed(0),
  ]);
  return result;
}

const positionOf = ({ samples }: Recording) => samples.at(-1)?.position ?? 0;

const waitForTokens = (count: number) =>
  waitUntil(() => testServer.countTokenRequests() >= count, `${count} token requests`, RECOVERY_S);

const waitForPlayback = async (recording: Recording, seconds: number) => {
  const from = positionOf(recording);
  await waitUntil(() => positionOf(recording) > from + seconds, 'playback', RECOVERY_S + seconds);
};

describe.each(integrations)('$name with a token session', (integration) => {
  /** Some players load a segment again at their start. */
  const openAndPlay = async (lifetime: number, clockError?: number) => {
    const recording = await open(integration, lifetime, clockError);
    await waitForPlayback(recording, 1);
    return { recording, started: now(recording) };
  };

  test.each([
    { event: `${SECONDS} s`, clockError: 0, seconds: SECONDS, tokens: 6 },
    { event: 'clock an hour slow', clockError: -HOUR_MS, seconds: 25, tokens: 3 },
  ])(
    'plays across renewals without an interruption: $event',
    async ({ event, clockError, seconds: duration, tokens }) => {
      const { recording, started } = await openAndPlay(LIFETIME_S, clockError);
      await waitForPlayback(recording, duration);
      expect(testServer.countTokenRequests()).toBeGreaterThanOrEqual(tokens);
      const { seconds, refused, repeated } = measure(recording, integration, event, started);
      expect({ refused, repeated }).toEqual({ refused: 0, repeated: 0 });
      expect(seconds).toBeLessThan(RELOAD_S);
      await recording.close();
    },
  );

  test('plays on when its token is refused', async () => {
    const { recording, started } = await openAndPlay(HOUR_MS / 1000);
    await testServer.revokeKey();
    await waitForPlayback(recording, BUFFER_S + 8);
    expect(measure(recording, integration, 'token refused', started).refused).toBeGreaterThan(0);
    await recording.close();
  });

  test('continues after the endpoint was down for 20 s', async () => {
    const { recording } = await openAndPlay(LIFETIME_S);
    await waitForTokens(2);
    const beforeOutage = now(recording);
    testServer.setBehavior('unavailable');
    await wait(OUTAGE_S * 1000);
    testServer.setBehavior('ok');
    await waitForPlayback(recording, BUFFER_S);
    measure(recording, integration, 'endpoint down', beforeOutage);
    await recording.close();
  });
});
