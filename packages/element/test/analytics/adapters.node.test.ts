/// <reference types="gtag.js" />
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { trackWithGoogleAnalytics } from '../../src/analytics/google-analytics.js';
import { monitorWithMux, type MuxEmbed } from '../../src/analytics/mux.js';
import { measureWithOpenTelemetry } from '../../src/analytics/opentelemetry.js';
import { track, type TrackedPlayer, type TrackProperties } from '../../src/analytics/track.js';
import { StreamErrorEvent } from '../../src/events/stream-events.js';
import { createTimeRanges } from '../../src/media/time-ranges.js';
import { QualityReportEvent, type QualityReport } from '../../src/quality/quality-report.js';
import { StreamError } from '@secure-stream/session/core';

const REPORT: QualityReport = {
  id: '1',
  videoId: 'a',
  engine: 'hls',
  streamType: 'on-demand',
  startup: { total: 800, token: 100, manifest: 300, firstFrame: 400 },
  playingTime: 60_000,
  visibleTime: 50_000,
  rebuffering: { count: 2, time: 1500, ratio: 0.025 },
  bitrate: 2_000_000,
  height: 720,
  frames: { dropped: 3, total: 1800 },
  renewals: { count: 1, failed: 0, latency: 250, gap: 0, latest: [{ latency: 250, gap: 0 }] },
  reloads: 0,
  errors: { network: 1 },
};

/** A player of 100 s that has watched from the start to its position. */
class FakePlayer extends EventTarget {
  videoId = 'a';
  currentTime = 0;
  duration = 100;
  played = { length: 0 };
  paused = true;
  videoWidth = 1280;
  videoHeight = 720;
  videoRenditions = [{ width: 1280, height: 720, bitrate: 2_000_000 }];
  poster = 'https://origin.example/eyJ.secret.token/thumbnails/thumbnail.jpg';
  currentSrc = 'https://origin.example/eyJ.secret.token/manifest/video.m3u8';

  get watchedRanges(): TimeRanges {
    return createTimeRanges({ ranges: [{ start: 0, end: this.currentTime }] });
  }

  get asPlayer(): TrackedPlayer {
    return this as unknown as TrackedPlayer;
  }

  emit(type: string): void {
    this.dispatchEvent(new Event(type));
  }

  playTo(seconds: number): void {
    this.currentTime = seconds;
    this.emit('timeupdate');
  }

  report(change: Partial<QualityReport> = {}): void {
    this.dispatchEvent(new QualityReportEvent({ ...REPORT, ...change }, 'leave'));
  }
}

describe('track()', () => {
  test('sends each event of a video once, and nothing after it has ended', () => {
    const player = new FakePlayer();
    const sent: [string, TrackProperties][] = [];
    const end = track(player.asPlayer, (event, properties) => sent.push([event, properties]));
    for (const type of ['playing', 'pause', 'playing']) player.emit(type);
    for (const seconds of [5, 12, 20, 60, 61]) player.playTo(seconds);
    player.dispatchEvent(new StreamErrorEvent(new StreamError('network', { detail: 'secret' })));
    player.emit('ended');
    player.report();
    end();
    player.emit('ended');
    expect(sent.map(([event, { percent }]) => [event, percent])).toStrictEqual([
      ['video_start', undefined],
      ['video_progress', 10],
      ['video_progress', 25],
      ['video_progress', 50],
      ['video_error', undefined],
      ['video_complete', undefined],
      ['video_quality', undefined],
    ]);
    expect(sent[4]?.[1]).toStrictEqual({ videoId: 'a', position: 61, duration: 100, reason: 'network' });
    expect(sent.at(-1)?.[1]).toMatchObject({ startupTime: 0.8, rebufferingCount: 2, renewalGap: 0, height: 720 });
  });

  test('starts again with the next video, and knows no share of a live stream', () => {
    const player = new FakePlayer();
    const sent: string[] = [];
    track(player.asPlayer, (event, { videoId, duration }) => sent.push(`${event} ${videoId} ${duration}`));
    player.emit('playing');
    player.playTo(15);
    Object.assign(player, { videoId: 'b', duration: Infinity, currentTime: 0 });
    player.playTo(80);
    player.emit('playing');
    player.playTo(90);
    expect(sent).toStrictEqual(['video_start a 100', 'video_progress a 100', 'video_start b undefined']);
  });
});

test('trackWithGoogleAnalytics() fills the data layer as the snippet of Google does', () => {
  const dataLayer: unknown[][] = [];
  // The types are those of Google's script, which only Google serves.
  const gtag: Gtag.Gtag = (...parameters: unknown[]) => {
    dataLayer.push(parameters);
  };
  const player = new FakePlayer();
  trackWithGoogleAnalytics(player.asPlayer, gtag, 'Lesson 1');
  player.emit('playing');
  player.playTo(25);
  player.report();
  const constants = { video_provider: 'secure-stream', video_title: 'Lesson 1', video_id: 'a', video_duration: 100 };
  expect(dataLayer.slice(0, 3)).toStrictEqual([
    ['event', 'video_start', { ...constants, video_current_time: 0 }],
    ['event', 'video_progress', { ...constants, video_current_time: 25, video_percent: 10 }],
    ['event', 'video_progress', { ...constants, video_current_time: 25, video_percent: 25 }],
  ]);
  expect(dataLayer[3]).toMatchObject(['event', 'video_quality', { video_startup_time: 0.8, video_dropped_frames: 3 }]);
  // What Google Analytics 4 does not drop: 25 parameters with names of 40 characters, outside of its reserved prefixes.
  for (const [, , parameters] of dataLayer as [string, string, object][]) {
    const names = Object.keys(parameters);
    expect(names.length).toBeLessThanOrEqual(25);
    for (const name of names) expect(name).toMatch(/^(?!google_|ga_|firebase_|gtag)[a-z][a-z0-9_]{0,39}$/);
  }
});

test('monitorWithMux() reports each video to the collector of Mux, without its URLs', async () => {
  vi.stubGlobal('window', globalThis);
  for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => {});
  // @ts-expect-error Its `exports` hide its types.
  const { default: mux } = (await import('mux-embed')) as { readonly default: MuxEmbed };
  const collector = await openCollector();
  const player = new FakePlayer();
  const end = monitorWithMux(player.asPlayer as never, mux, {
    beaconCollectionDomain: `localhost:${collector.port}`,
    metadata: (videoId) => ({ env_key: 'test', video_title: `Lesson ${videoId}` }),
  });
  const play = () => {
    player.paused = false;
    for (const type of ['play', 'playing']) player.emit(type);
    player.playTo(1);
  };
  play();
  player.emit('resize');
  player.dispatchEvent(new StreamErrorEvent(new StreamError('network', { detail: 'secret' })));
  player.dispatchEvent(new StreamErrorEvent(new StreamError('revoked')));
  player.videoId = 'b';
  play();
  player.emit('ended');
  end();
  player.emit('play');
  await vi.waitFor(() => expect(readBeacons(collector.bodies).at(-1)).toMatchObject({ e: 'viewend', vid: 'b' }));
  await collector.close();
  vi.unstubAllGlobals();

  // Mux abbreviates the names: `e` is the event, `vid` the id and `vtt` the title of the video, `persy` the severity of an error.
  const beacons = readBeacons(collector.bodies);
  const events = beacons.map(({ e, vid, persy }) => [vid, e, ...(e === 'error' ? [persy] : [])].join(' '));
  expect(events.filter((event) => !/ready|change/.test(event))).toStrictEqual([
    'a viewstart',
    'a play',
    'a playing',
    'a error warning',
    'a error fatal',
    'a viewend',
    'b viewstart',
    'b play',
    'b playing',
    'b ended',
    'b viewend',
  ]);
  expect(beacons.at(-1)).toMatchObject({
    vtt: 'Lesson b',
    vsodu: 100_000,
    vsoht: 720,
    vsobi: 2_000_000,
    vsoisli: false,
  });
  expect(beacons.find(({ e }) => e === 'playing')?.['xtitofifr']).toBeGreaterThanOrEqual(0);
  expect(collector.bodies.join()).not.toMatch(/eyJ|https?:|secret/);
});

describe('measureWithOpenTelemetry()', () => {
  test('counts each report once at a collector', async () => {
    const collector = await openCollector();
    const url = `http://localhost:${collector.port}/v1/metrics`;
    const { MeterProvider, PeriodicExportingMetricReader, OTLPMetricExporter } = await loadOpenTelemetry();
    const provider = new MeterProvider({
      readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url }) })],
    });
    const player = new FakePlayer();
    const end = measureWithOpenTelemetry(player.asPlayer, provider.getMeter('player'), {
      attributes: ({ streamType }) => ({ 'video.stream_type': streamType }),
    });
    player.report({ playingTime: 20_000, rebuffering: { count: 1, time: 500, ratio: 0 }, errors: {} });
    player.report();
    player.report({ id: '2', startup: undefined, playingTime: 1000, frames: undefined, errors: {} });
    end();
    player.report({ id: '3' });
    await provider.shutdown();
    await collector.close();

    const points = readPoints(collector.bodies.at(-1)!);
    expect(points).toMatchObject({
      'video.playing.duration': [61],
      'video.rebuffering.duration': [3],
      'video.rebuffering.count': [4],
      'video.frames.dropped': [3],
      'video.errors': [1],
      'video.startup.duration': [0.8],
      'video.startup.phase.duration': [0.1, 0.3, 0.4],
      'video.renewal.duration': [0.5],
    });
    expect(collector.bodies.at(-1)).toContain('"video.stream_type"');
  });
});

/** A server of a vendor, which records what it is sent. */
async function openCollector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await text(request));
    response.setHeader('Content-Type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => void server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { bodies, port, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** The events that `mux-embed` has sent, in order. */
const readBeacons = (bodies: readonly string[]) =>
  bodies.flatMap((body) => (JSON.parse(body) as { readonly events: readonly Record<string, unknown>[] }).events);

/** The packages as a bundler reads them: Node cannot load the files of their `module` condition, which Vitest sets. */
async function loadOpenTelemetry() {
  const folder = await mkdtemp(join(tmpdir(), 'opentelemetry-'));
  const outfile = join(folder, 'bundle.cjs');
  const packages = ['@opentelemetry/sdk-metrics', '@opentelemetry/exporter-metrics-otlp-http'];
  const contents = packages.map((name) => `export * from '${name}';`).join('');
  await build({ stdin: { contents, resolveDir: import.meta.dirname }, outfile, bundle: true, platform: 'node' });
  const module: unknown = createRequire(import.meta.url)(outfile);
  await rm(folder, { recursive: true });
  return module as typeof import('@opentelemetry/sdk-metrics') &
    typeof import('@opentelemetry/exporter-metrics-otlp-http');
}

/** The sums of each metric of an OTLP request, in JSON. */
function readPoints(body: string): Record<string, number[]> {
  interface Point {
    readonly asDouble?: number;
    readonly sum?: number;
  }
  interface Metric {
    readonly name: string;
    readonly sum?: { readonly dataPoints: readonly Point[] };
    readonly histogram?: { readonly dataPoints: readonly Point[] };
  }
  const { resourceMetrics } = JSON.parse(body) as {
    readonly resourceMetrics: readonly { readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[] }[];
  };
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  return Object.fromEntries(
    metrics.map(({ name, sum, histogram }) => [
      name,
      (sum ?? histogram)!.dataPoints.map((point) => point.asDouble ?? point.sum ?? NaN),
    ]),
  );
}
