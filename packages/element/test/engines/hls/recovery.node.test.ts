import { beforeEach, describe, expect, test } from 'vitest';
import { StreamError, type StreamErrorReason } from '../../../../session/src/stream-error.js';
import { Recovery } from '../../../src/engines/hls/recovery.js';
import { FakeClock } from '../../../../session/test/support/fake-clock.js';

const PLAYING = 4;
const STALLED = 2;
const EMPTY = 0;

let clock: FakeClock;
let video: EventTarget & { readyState: number };
let page: EventTarget;
let online: boolean;
let resumed: number;
let stopped: number;
let recovered: number;
let failed: StreamErrorReason[];
let recovery: Recovery;

beforeEach(() => {
  clock = new FakeClock();
  video = Object.assign(new EventTarget(), { readyState: PLAYING });
  page = new EventTarget();
  online = true;
  resumed = stopped = recovered = 0;
  failed = [];
  recovery = new Recovery({
    video,
    clock,
    page: { window: page },
    isOnline: () => online,
    // The longest delays.
    random: () => 0.999999,
    stop: () => (stopped += 1),
    recovered: () => (recovered += 1),
    startLoad: () => (resumed += 1),
    onError: ({ reason: failureReason }) => failed.push(failureReason),
  });
});

const error = (failureReason: StreamErrorReason) => new StreamError(failureReason);
const stall = () => {
  video.readyState = STALLED;
  video.dispatchEvent(new Event('waiting'));
};

describe('Recovery after loading stopped', () => {
  test('retries with growing delays, and reports nothing while the buffer plays', async () => {
    for (const delay of [2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      recovery.onLoadingStopped(error('network'));
      await clock.advance(delay - 10);
      const before = resumed;
      await clock.advance(10);
      expect(resumed).toBe(before + 1);
    }
    expect(failed).toEqual([]);
  });

  test('reports an error without a retry only when playback has stalled', () => {
    recovery.onLoadingStopped(error('token-rejected'));
    expect(failed).toEqual([]);
    stall();
    expect(failed).toEqual(['token-rejected']);
  });

  test('retries at the start, and reports the error after the third attempt', async () => {
    video.readyState = EMPTY;
    for (const reported of [[], [], ['network']]) {
      recovery.onLoadingStopped(error('network'));
      expect(failed).toEqual(reported);
      await clock.advance(30_000);
    }
    expect(resumed).toBe(3);
  });

  test('reports the error at once when the browser is offline and playback has stalled', () => {
    online = false;
    video.readyState = STALLED;
    recovery.onLoadingStopped(error('network'));
    expect(failed).toEqual(['network']);
    expect(clock.timers).toHaveLength(1);
  });

  test('retries without end, and withdraws the error when data arrive', async () => {
    stall();
    for (let time = 0; time < 50; time += 1) {
      recovery.onLoadingStopped(error('network'));
      await clock.advance(30_000);
    }
    expect(resumed).toBe(50);
    expect(recovered).toBe(0);
    recovery.onBuffered('main');
    recovery.onBuffered('main');
    expect(recovered).toBe(1);
  });

  test('withdraws the error while the viewer plays from the buffer, and reports it again after that', async () => {
    online = false;
    stall();
    recovery.onLoadingStopped(error('network'));
    expect([failed.length, recovered]).toEqual([1, 0]);
    video.dispatchEvent(new Event('timeupdate'));
    expect(recovered).toBe(0);
    video.readyState = PLAYING;
    video.dispatchEvent(new Event('timeupdate'));
    video.dispatchEvent(new Event('canplay'));
    expect([failed.length, recovered]).toEqual([1, 1]);
    await clock.advance(2000);
    expect(resumed).toBe(1);
    stall();
    recovery.onLoadingStopped(error('network'));
    expect([failed.length, recovered]).toEqual([2, 1]);
  });

  test('keeps an error that no attempt can end, whatever the buffer plays', () => {
    stall();
    recovery.onLoadingStopped(error('token-rejected'));
    video.readyState = PLAYING;
    video.dispatchEvent(new Event('timeupdate'));
    expect([failed, recovered]).toEqual([['token-rejected'], 0]);
  });

  test('gives up after a limited number of attempts', async () => {
    for (let time = 0; time < 6; time += 1) {
      recovery.onLoadingStopped(error('network'), 5);
      await clock.advance(30_000);
    }
    expect(resumed).toBe(5);
    expect(failed).toEqual([]);
    stall();
    expect(failed).toEqual(['network']);
  });

  test('retries at once with another token, or when the network is back', () => {
    recovery.onLoadingStopped(error('token-rejected'));
    recovery.renewed();
    expect(resumed).toBe(1);
    recovery.onLoadingStopped(error('network'));
    page.dispatchEvent(new Event('online'));
    expect(resumed).toBe(2);
  });

  // Otherwise an origin that refuses one URL would be requested without a pause, with a fresh token each time.
  test('does not retry again for the token that the retry itself requested', () => {
    recovery.onLoadingStopped(error('token-rejected'));
    recovery.retryNow();
    recovery.retryNow();
    recovery.retryNow();
    expect(resumed).toBe(1);
  });

  test('resets the number of attempts when data arrive', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let time = 0; time < 5; time += 1) {
        recovery.onLoadingStopped(error('network'));
        await clock.advance(30_000);
      }
      recovery.onBuffered('main');
    }
    expect(resumed).toBe(10);
    expect(failed).toEqual([]);
  });
});

describe('Recovery of an error that hls.js handles itself', () => {
  test('reports nothing while the video plays', async () => {
    recovery.onRecoverableError(error('network'), 'main');
    await clock.advance(60_000);
    expect(failed).toEqual([]);
    expect(clock.timers).toEqual([]);
  });

  test('reports the error after a stall of fifteen seconds', async () => {
    recovery.onRecoverableError(error('token-rejected'), 'main');
    stall();
    await clock.advance(14_999);
    expect(failed).toEqual([]);
    await clock.advance(1);
    expect(failed).toEqual(['token-rejected']);
  });

  test('ends with data of the same track, and not with data of another one', async () => {
    recovery.onRecoverableError(error('network'), 'main');
    stall();
    recovery.onBuffered('audio');
    expect(clock.timers).toHaveLength(1);
    recovery.onBuffered('main');
    expect(clock.timers).toEqual([]);
    await clock.advance(60_000);
    expect(failed).toEqual([]);
  });
});

test('Recovery resumes a failed load with another token only after a token error', () => {
  video.readyState = EMPTY;
  recovery.onLoadingStopped(error('token-expired'));
  expect(failed).toEqual(['token-expired']);
  recovery.retryNow();
  expect(resumed).toBe(0);
  recovery.renewed();
  expect(resumed).toBe(1);
  recovery.onBuffered('main');
  expect(recovered).toBe(1);
  recovery.giveUp(error('media'));
  recovery.renewed();
  expect(resumed).toBe(1);
});

test.each(['token-denied', 'not-found', 'viewing-limit', 'displaced', 'blocked', 'origin-not-allowed'] as const)(
  'Recovery resumes with another token after %s, which it may end',
  (reason) => {
    recovery.giveUp(error(reason));
    recovery.renewed();
    expect([failed, resumed]).toEqual([[reason], 1]);
  },
);

test('Recovery retries a stall that hls.js does not end', async () => {
  recovery.onRecoverableError(error('network'), 'main');
  stall();
  await clock.advance(15_000);
  expect({ stopped, failed }).toEqual({ stopped: 1, failed: ['network'] });
  await clock.advance(30_000);
  expect(resumed).toBe(1);
});

test('Recovery leaves no timer or listener after destroy()', async () => {
  recovery.onLoadingStopped(error('network'));
  recovery.destroy();
  expect(clock.timers).toEqual([]);
  page.dispatchEvent(new Event('online'));
  recovery.onLoadingStopped(error('network'));
  stall();
  await clock.advance(60_000);
  expect({ resumed, failed }).toEqual({ resumed: 0, failed: [] });
});
