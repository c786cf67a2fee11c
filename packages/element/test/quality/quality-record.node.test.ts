import { describe, expect, test } from 'vitest';
import {
  addError,
  addFailedRenewal,
  addMoment,
  addRenewal,
  addTime,
  createQualityRecord,
  isWorthReporting,
  markStartup,
  summarize,
  type Moment,
  type QualityRecord,
  type StartupMarks,
} from '../../src/quality/quality-record.js';

const PLAYING: Omit<Moment, 'type' | 'at'> = {
  paused: false,
  seeking: false,
  readyState: 4,
  isVisible: true,
  bitrate: undefined,
  height: undefined,
};

type Step = readonly [at: number, type: string, shown?: Partial<Moment> | undefined];

const play = (record: QualityRecord, steps: readonly Step[]): QualityRecord =>
  steps.reduce((one, [at, type, shown]) => addMoment(one, { ...PLAYING, at, type, ...shown }), record);

const start = (steps: readonly Step[], startup: StartupMarks | null = { requestedAt: 0 }) =>
  play(createQualityRecord(0, startup), steps);

/** `timeupdate` as a browser dispatches it. */
const playOn = (from: number, to: number): Step[] =>
  Array.from({ length: Math.floor((to - from) / 250) }, (_, index) => [from + 250 * (index + 1), 'timeupdate']);

describe('startup', () => {
  test('is what the viewer waited, by phase', () => {
    let record = createQualityRecord(0, { requestedAt: 100 });
    record = markStartup(record, { tokenAt: 250 });
    record = markStartup(record, { manifestAt: 600 });
    record = play(record, [[900, 'playing']]);
    expect(summarize(record).startup).toStrictEqual({ total: 800, token: 150, manifest: 350, firstFrame: 300 });
  });

  test('begins at the request to play if the video was loaded before', () => {
    let record = createQualityRecord(0, {});
    record = markStartup(record, { tokenAt: 100 });
    record = markStartup(record, { manifestAt: 200 });
    record = play(record, [
      [300, 'canplaythrough', { paused: true }],
      [5000, 'play'],
      [5040, 'playing'],
    ]);
    expect(summarize(record).startup).toStrictEqual({ total: 40, token: 0, manifest: 0, firstFrame: 40 });
  });

  test.for([
    ['an autoplay that the browser prevents', 'canplaythrough'],
    ['a pause before the first frame', 'pause'],
  ] as const)('begins again after %s', ([, type]) => {
    const record = start([
      [300, type, { paused: true }],
      [4000, 'play'],
      [4100, 'waiting'],
      [4500, 'playing'],
    ]);
    expect(summarize(record)).toMatchObject({ startup: { total: 500 }, rebuffering: { count: 0, time: 0 } });
  });

  test('has no phase of the manifest in an engine that does not report it', () => {
    const record = play(markStartup(createQualityRecord(0, { requestedAt: 0 }), { tokenAt: 200 }), [[700, 'playing']]);
    expect(summarize(record).startup).toStrictEqual({ total: 700, token: 200, manifest: undefined, firstFrame: 500 });
  });

  test('keeps its first frame across a reload of the video', () => {
    const record = start([
      [500, 'playing'],
      [900, 'emptied'],
      [1500, 'playing'],
    ]);
    expect(summarize(record).startup?.total).toBe(500);
  });

  test.for([
    ['the observation began later', null, 'playing'],
    ['the request was not seen', {}, 'playing'],
    ['no frame came', { requestedAt: 0 }, 'error'],
  ] as const)('is unknown if %s', ([, startup, type]) => {
    expect(summarize(start([[500, type]], startup)).startup).toBe(undefined);
  });
});

describe('rebuffering', () => {
  test('counts each wait for data, and its share', () => {
    const record = start([
      [1000, 'playing'],
      ...playOn(1000, 3000),
      [3100, 'waiting'],
      [3700, 'playing'],
      ...playOn(3700, 4700),
      [4700, 'waiting'],
      [6000, 'playing'],
      ...playOn(6000, 7100),
      [7100, 'pause', { paused: true }],
    ]);
    expect(summarize(record)).toMatchObject({
      playingTime: 4200,
      rebuffering: { count: 2, time: 1900, ratio: 1900 / 6100 },
    });
  });

  test('counts no stall of a moment, and one that is not over', () => {
    const record = start([
      [1000, 'playing'],
      [2000, 'waiting'],
      [2002, 'playing'],
      [3000, 'waiting'],
    ]);
    expect([3010, 3100].map((at) => summarize(addTime(record, at)).rebuffering.count)).toStrictEqual([0, 1]);
  });

  test('leaves out seeks, also those within the buffer, and the start after a pause', () => {
    const record = start([
      [1000, 'playing'],
      [2000, 'seeking', { seeking: true }],
      [2010, 'waiting', { seeking: true, readyState: 1 }],
      [2600, 'seeked'],
      [2610, 'playing'],
      [3610, 'seeking', { seeking: true }],
      [3650, 'seeked'],
      [4650, 'pause', { paused: true }],
      [9000, 'play'],
      [9000, 'waiting', { readyState: 1 }],
      [9500, 'playing'],
      [10_000, 'pause', { paused: true }],
    ]);
    expect(summarize(record)).toMatchObject({ playingTime: 3510, rebuffering: { count: 0, time: 0, ratio: 0 } });
  });

  test.for([
    ['the viewer pauses', 'pause', { paused: true }],
    ['the viewer seeks', 'seeking', { seeking: true }],
    ['playback fails', 'error', {}],
  ] as const)('ends when %s', ([, type, shown]) => {
    const record = start([
      [0, 'playing'],
      [1000, 'waiting'],
      [1400, type, shown],
    ]);
    expect(summarize(addTime(record, 9000)).rebuffering).toMatchObject({ count: 1, time: 400 });
  });

  test('counts a reload in place, and goes on until now', () => {
    const record = start([
      [0, 'playing'],
      [1000, 'playerreload'],
      [1000, 'emptied', { readyState: 0 }],
      [1100, 'waiting', { readyState: 0 }],
    ]);
    expect(summarize(addTime(record, 1800))).toMatchObject({ reloads: 1, rebuffering: { count: 1, time: 800 } });
  });
});

describe('playing time', () => {
  test('leaves out what the machine has slept', () => {
    const record = start([[0, 'playing'], ...playOn(0, 1000), [3_601_000, 'timeupdate']]);
    expect(summarize(record).playingTime).toBe(6000);
  });

  test('is visible until the page is hidden', () => {
    const record = start([
      [0, 'playing'],
      [1000, 'visibilitychange', { isVisible: false }],
      [3000, 'visibilitychange'],
      [3500, 'pause', { paused: true }],
    ]);
    expect(summarize(record)).toMatchObject({ playingTime: 3500, visibleTime: 1500 });
  });

  test('is the weight of bitrate and height, and a time of which nothing is known has none', () => {
    const record = start([
      [0, 'playing', { bitrate: 1_000_000, height: 360 }],
      [3000, 'resize', { bitrate: 4_000_000, height: 1080 }],
      [4000, 'waiting', { bitrate: 4_000_000, height: 1080 }],
      [5000, 'playing', { bitrate: undefined, height: 0 }],
      [6000, 'timeupdate'],
    ]);
    expect(summarize(record)).toMatchObject({ bitrate: 1_750_000, height: 540 });
    expect(summarize(start([]))).toMatchObject({ bitrate: undefined, height: undefined });
  });
});

test('sums renewals, and keeps the last ten', () => {
  let record = createQualityRecord(0, null);
  for (let latency = 1; latency <= 12; latency += 1)
    record = addRenewal(record, { latency, gap: latency > 10 ? 5 : 0 });
  record = addFailedRenewal(addRenewal(record, { latency: undefined, gap: 0 }));
  const { latest, ...renewals } = summarize(record).renewals;
  expect(renewals).toStrictEqual({ count: 13, failed: 1, latency: 6.5, gap: 10 });
  expect(latest).toHaveLength(10);
  expect(latest.at(-1)).toStrictEqual({ latency: undefined, gap: 0 });
});

test('is worth a report once somebody wants to watch, or is kept from it', () => {
  const empty = createQualityRecord(0, {});
  const failed = addError(addError(empty, 'token-denied'), 'token-denied');
  expect(isWorthReporting(empty)).toBe(false);
  expect(isWorthReporting(failed)).toBe(true);
  expect(summarize(failed).errors).toStrictEqual({ 'token-denied': 2 });
  expect(isWorthReporting(play(empty, [[10, 'play']]))).toBe(true);
});
