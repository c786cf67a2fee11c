import { beforeEach, describe, expect, test } from 'vitest';
import { StreamError, type StreamErrorReason } from '../../../src/errors/stream-error.js';
import { Recovery } from '../../../src/engines/hls/recovery.js';
import { FakeClock } from '../../support/fake-clock.js';

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

describe('a load that has stopped', () => {
  test('is retried with growing delays while the buffer plays, and the viewer is not told', async () => {
    for (const delay of [2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      recovery.onLoadingStopped(error('network'));
      await clock.advance(delay - 10);
      const before = resumed;
      await clock.advance(10);
      expect(resumed).toBe(before + 1);
    }
    expect(failed).toEqual([]);
  });

  test('is the viewer’s when it can not be mended and the picture has stopped, and no earlier', () => {
    recovery.onLoadingStopped(error('token-rejected'));
    expect(failed).toEqual([]);
    stall();
    expect(failed).toEqual(['token-rejected']);
  });

  test('is retried at the start too, and reported when the third attempt has failed', async () => {
    video.readyState = EMPTY;
    for (const told of [[], [], ['network']]) {
      recovery.onLoadingStopped(error('network'));
      expect(failed).toEqual(told);
      await clock.advance(30_000);
    }
    expect(resumed).toBe(3);
  });

  test('is reported at once when the browser is offline and the picture has stopped', () => {
    online = false;
    video.readyState = STALLED;
    recovery.onLoadingStopped(error('network'));
    expect(failed).toEqual(['network']);
    expect(clock.timers).toHaveLength(1);
  });

  test('is retried for as long as it lasts, and the report is withdrawn when bytes arrive', async () => {
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

  test('is given up after the number of tries that may help', async () => {
    for (let time = 0; time < 6; time += 1) {
      recovery.onLoadingStopped(error('network'), 5);
      await clock.advance(30_000);
    }
    expect(resumed).toBe(5);
    expect(failed).toEqual([]);
    stall();
    expect(failed).toEqual(['network']);
  });

  test('is begun again at once when there is another token or the network is back', () => {
    recovery.onLoadingStopped(error('token-rejected'));
    recovery.renewed();
    expect(resumed).toBe(1);
    recovery.onLoadingStopped(error('network'));
    page.dispatchEvent(new Event('online'));
    expect(resumed).toBe(2);
  });

  // Otherwise an origin that refuses one address would be asked as fast as the network goes, with a fresh token each time.
  test('and is being tried is not begun again by the token that this very try asked for', () => {
    recovery.onLoadingStopped(error('token-rejected'));
    recovery.retryNow();
    recovery.retryNow();
    recovery.retryNow();
    expect(resumed).toBe(1);
  });

  test('is forgotten with the first bytes that arrive: the next has all its tries', async () => {
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

describe('a trouble that hls.js means to get over', () => {
  test('is nobody’s while the picture runs', async () => {
    recovery.onRecoverableError(error('network'), 'main');
    await clock.advance(60_000);
    expect(failed).toEqual([]);
    expect(clock.timers).toEqual([]);
  });

  test('is the viewer’s when the picture has stood still for fifteen seconds', async () => {
    recovery.onRecoverableError(error('token-rejected'), 'main');
    stall();
    await clock.advance(14_999);
    expect(failed).toEqual([]);
    await clock.advance(1);
    expect(failed).toEqual(['token-rejected']);
  });

  test('is over when the track that it was about has bytes again; another track’s do not count', async () => {
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

test('another token revives a failure that was about the token, and no other', () => {
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

test('a standstill that hls.js does not end is retried from here on', async () => {
  recovery.onRecoverableError(error('network'), 'main');
  stall();
  await clock.advance(15_000);
  expect({ stopped, failed }).toEqual({ stopped: 1, failed: ['network'] });
  await clock.advance(30_000);
  expect(resumed).toBe(1);
});

test('nothing is left of one that has ended', async () => {
  recovery.onLoadingStopped(error('network'));
  recovery.destroy();
  expect(clock.timers).toEqual([]);
  page.dispatchEvent(new Event('online'));
  recovery.onLoadingStopped(error('network'));
  stall();
  await clock.advance(60_000);
  expect({ resumed, failed }).toEqual({ resumed: 0, failed: [] });
});
