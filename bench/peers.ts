import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Browser } from 'puppeteer-core';
import { createTestServer } from '@secure-stream/test-server';
import { launchFirstVisit } from './support/first-visit.ts';
import { median } from './support/metrics.ts';
import { serveRemotely, type Network } from './support/network.ts';
import { drawTimelines } from './peers/picture.ts';
import { installPlayers, renderPage, writeScript } from './peers/integrations.ts';
import { PLAYERS, type Player } from './peers/players.ts';
import { record, type Recording } from './peers/record.ts';
import { BUFFER_S } from './peers/buffer.ts';
import { writeReport, type PlayerResult } from './peers/report.ts';
import { interruptionOf, toIntervals, type Interruption } from './peers/states.ts';
import { serveSite } from './support/site.ts';

/**
 * `<secure-stream>` and other players, one after another, with one stream, on one machine: what they load, how soon the first frame comes,
 * and what a viewer sees of tokens that expire, are refused, or cannot be renewed. Installs the players on its first run.
 *
 * `npm run bench -- peers` takes an hour and a half and prints the tables; `--write` also writes their section of `docs/benchmarks.md` and its
 * pictures. `hls-js vidstack` measures only these, `--starts` only first frames, `--events` all but them, and `ROUNDS=1 SECONDS=20` less.
 * The tables have the latest result of each player: `test-results/peers.json` keeps the results of earlier parts.
 */
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const SECONDS = Number(process.env['SECONDS'] ?? 75);
const LIFETIME_S = 10;
const ROUND_TRIPS = [40, 120];
/** Seconds of playback before an event. */
const BEFORE_S = 5;
/** Seconds of a recording after an event: longer than the buffer. */
const AFTER_S = 20;
const SLEEP_S = 15;
const OUTAGE_S = 20;
/** Seconds of a recording after an outage: `<secure-stream>` and the session wait for up to 30 s before a retry. */
const RECOVERY_S = 40;
const HOUR_MS = 3_600_000;
const FOLDER = new URL('peers/', import.meta.url);
const REPORT = new URL('../docs/benchmarks.md', import.meta.url);
const RESULTS = new URL('../test-results/peers.json', import.meta.url);

const words = process.argv.slice(2);
const measures = (part: '--starts' | '--events') =>
  words.includes(part) || !words.some((word) => ['--starts', '--events'].includes(word));
const players = PLAYERS.filter(({ file }) => words.every((word) => word.startsWith('--')) || words.includes(file));
installPlayers();
const testServer = await createTestServer();
let data: Record<string, string> = {};
const network: Network = { roundTripMs: 0, bytesPerSecond: 1_000_000 };
const site = await serveSite({
  scripts: players.map(({ file, integration }) =>
    integration ? writeScript(integration) : new URL(`${file}.ts`, FOLDER),
  ),
  render: Object.fromEntries(
    players.flatMap(({ file, integration }) => (integration ? [[file, () => renderPage(integration)]] : [])),
  ),
  data: () => data,
  token: (request) => testServer.endpoint.fetch(request),
});
const remoteSite = await serveRemotely(site.url, network);
const remoteOrigin = await serveRemotely((await testServer.open()).origin, network);
/** The hosts of the service that `cloudflare-video` names. */
const hosts = ['iframe', 'embed'].map((name) => `MAP ${name}.videodelivery.net ${new URL(remoteOrigin.url).host}`);
try {
  if (measures('--starts')) for (const [player, start] of await measureStarts()) keep(player, start);
  if (measures('--events')) for (const player of players) keep(player, await watch(player));
} finally {
  remoteOrigin.close();
  remoteSite.close();
  site.close();
  await testServer.close();
}
const kept = readKept();
const results = PLAYERS.flatMap((player) => {
  const result = kept[player.file];
  return result?.firstFrames && result.renewals ? [{ player, ...(result as Start & Watched) }] : [];
});
const versions = versionsOf(PLAYERS);
const report = await formatMarkdown(
  writeReport(results, { versions, seconds: SECONDS, rounds: ROUNDS, lifetime: LIFETIME_S }),
);
console.log(`\n${report}`);
if (words.includes('--write')) {
  writeFileSync(
    REPORT,
    readFileSync(REPORT, 'utf8').replace(
      /(?<=<!-- npm run bench -- peers --write -->\n\n)[^]*?(?=\n\n<!-- \/ -->)/,
      () => report.trim(),
    ),
  );
  for (const scheme of ['light', 'dark'] as const)
    writeFileSync(
      new URL(`../docs/images/peers-${scheme}.svg`, import.meta.url),
      drawTimelines(results, SECONDS, scheme),
    );
}

type Start = Pick<PlayerResult, 'scriptBytes' | 'firstFrames'>;
type Watched = Omit<PlayerResult, 'player' | keyof Start>;

/** By the file of the player. */
type Kept = Record<string, Partial<Start & Watched>>;

function readKept(): Kept {
  return existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Kept) : {};
}

function keep({ file }: Player, result: Start | Watched): void {
  console.log(file, 'firstFrames' in result ? result : { renewals: result.renewals, ...result.events });
  const kept = readKept();
  kept[file] = { ...kept[file], ...result };
  mkdirSync(new URL('./', RESULTS), { recursive: true });
  writeFileSync(RESULTS, JSON.stringify(kept));
}

/** The players alternate, so that a slow minute of the machine meets all of them. */
async function measureStarts(): Promise<ReadonlyMap<Player, Start>> {
  const times = new Map(players.map((player) => [player, ROUND_TRIPS.map((): number[] => [])]));
  const scriptBytes = new Map<Player, number>();
  for (const [index, roundTripMs] of ROUND_TRIPS.entries())
    for (let round = 0; round < ROUNDS; round += 1)
      for (const player of players) {
        const before = site.scriptBytes;
        times.get(player)![index]!.push(await withBrowser((browser) => firstFrame(browser, player, roundTripMs)));
        scriptBytes.set(player, site.scriptBytes - before);
      }
  return new Map(
    players.map((player) => [
      player,
      { scriptBytes: scriptBytes.get(player) ?? 0, firstFrames: times.get(player)!.map(median) },
    ]),
  );
}

async function watch(player: Player): Promise<Watched> {
  const { intervals, bytes } = await watchRenewals(player);
  return {
    intervals,
    bytes,
    renewals: interruptionOf(intervals, 0),
    events: {
      refused: await watchEvent(player, { seconds: AFTER_S, act: () => testServer.revokeKey() }),
      clock: await watchEvent(player, { seconds: AFTER_S, clockError: -HOUR_MS, act: () => undefined }),
      sleep: await watchEvent(player, { seconds: SLEEP_S + AFTER_S, act: sleep }),
      outage: await watchEvent(player, { seconds: OUTAGE_S + RECOVERY_S, act: breakEndpoint }),
      longPause: await watchEvent(player, { seconds: AFTER_S, tokenLifetime: 3600, act: pauseBeyondExpiry }),
      longSleep: await watchEvent(player, {
        seconds: AFTER_S,
        tokenLifetime: 3600,
        act: (_browser, recording) => wakeAfterExpiry(recording),
      }),
    },
  };
}

async function firstFrame(browser: Browser, player: Player, roundTripMs: number): Promise<number> {
  const recording = await open(browser, player, { roundTripMs, tokenLifetime: 3600 });
  await recording.close();
  return recording.firstFrame;
}

async function watchRenewals(player: Player) {
  return withBrowser(async (browser) => {
    const recording = await open(browser, player, { roundTripMs: 40, tokenLifetime: LIFETIME_S });
    await wait(SECONDS * 1000);
    const intervals = toIntervals(recording.samples);
    await recording.close();
    const files = testServer
      .listRequests()
      .filter(({ kind, status }) => (kind === 'segment' || kind === 'init') && status < 400);
    const seen = new Set<string>();
    const repeated = files.filter(({ path }) => seen.size === seen.add(path).size);
    const sum = (entries: typeof files) => entries.reduce((total, { bytes }) => total + bytes, 0);
    return { intervals, bytes: { all: sum(files), repeated: sum(repeated) } };
  });
}

interface ViewerEvent {
  /** Seconds from the event to the end. */
  readonly seconds: number;
  readonly act: (browser: Browser, recording: Recording) => unknown;
  readonly clockError?: number | undefined;
  /** Seconds. */
  readonly tokenLifetime?: number | undefined;
}

async function watchEvent(
  player: Player,
  { seconds, act, clockError = 0, tokenLifetime = LIFETIME_S }: ViewerEvent,
): Promise<Interruption> {
  return withBrowser(async (browser) => {
    const recording = await open(browser, player, { roundTripMs: 40, tokenLifetime, clockError });
    await wait(BEFORE_S * 1000);
    const at = recording.samples.at(-1)?.at ?? 0;
    const end = performance.now() + seconds * 1000;
    const isSleep = act === sleep;
    await act(browser, recording);
    await wait(end - performance.now());
    const intervals = toIntervals(recording.samples, isSleep ? [at + 250, at + SLEEP_S * 1000] : undefined);
    await recording.close();
    return interruptionOf(intervals, at);
  });
}

async function sleep(browser: Browser): Promise<void> {
  const group = -browser.process()!.pid!;
  process.kill(group, 'SIGSTOP');
  await wait(SLEEP_S * 1000);
  process.kill(group, 'SIGCONT');
}

/** The machine sleeps while playback is paused, until the token has expired. Then the viewer seeks beyond the buffer, and plays. */
async function pauseBeyondExpiry(_browser: Browser, recording: Recording): Promise<void> {
  await recording.pause();
  await wakeAfterExpiry(recording);
  await recording.playFrom(BUFFER_S * 3);
}

/** The clocks of page and origin jump, as when the machine has slept until the token has expired. */
async function wakeAfterExpiry(recording: Recording): Promise<void> {
  testServer.advanceClock(HOUR_MS + 60_000);
  await recording.wakeAfter(HOUR_MS + 60_000);
}

async function breakEndpoint(): Promise<void> {
  testServer.setBehavior('unavailable');
  await wait(OUTAGE_S * 1000);
  testServer.setBehavior('ok');
}

interface OpenOptions {
  readonly roundTripMs: number;
  readonly tokenLifetime: number;
  readonly clockError?: number | undefined;
}

async function open(browser: Browser, { file }: Player, { roundTripMs, tokenLifetime, clockError }: OpenOptions) {
  const { videoId } = await testServer.open({ tokenLifetime });
  network.roundTripMs = roundTripMs;
  data = { origin: remoteOrigin.url, 'video-id': videoId };
  const countRefused = () => testServer.listRequests().filter(({ status }) => status === 401 || status === 403).length;
  return record(browser, { url: `${remoteSite.url}/${file}`, countRefused, clockError });
}

async function withBrowser<Result>(act: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await launchFirstVisit([`--host-resolver-rules=${hosts.join(', ')}`]);
  try {
    return await act(browser);
  } finally {
    await browser.close();
  }
}

async function formatMarkdown(text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(fileURLToPath(REPORT))), parser: 'markdown' });
}

function versionsOf(measured: readonly Player[]): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', FOLDER), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.fromEntries(
    measured.flatMap(({ library }) => (library ? [[library, dependencies[library] ?? '']] : [])),
  );
}
