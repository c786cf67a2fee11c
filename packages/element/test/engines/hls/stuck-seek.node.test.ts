import { beforeEach, expect, test } from 'vitest';
import { watchForStuckSeek } from '../../../src/engines/hls/media-faults.js';
import { createTimeRanges } from '../../../src/media/time-ranges.js';
import { FakeClock } from '../../../../session/test/support/fake-clock.js';

class FakeVideo extends EventTarget {
  seeking = false;
  readyState = 1;
  buffered = createTimeRanges({ ranges: [{ start: 0, end: 4 }] });
  currentTime = 0;

  seek(position: number): void {
    this.currentTime = position;
    this.seeking = true;
    this.dispatchEvent(new Event('seeking'));
  }

  finish(): void {
    Object.assign(this, { seeking: false, readyState: 4 });
    this.dispatchEvent(new Event('seeked'));
  }
}

let clock: FakeClock;
let video: FakeVideo;
let lifetime: AbortController;
let stuckCount: number;

beforeEach(() => {
  clock = new FakeClock();
  video = new FakeVideo();
  lifetime = new AbortController();
  stuckCount = 0;
  watchForStuckSeek(video, clock, lifetime.signal, () => {
    stuckCount += 1;
    // As a reset of the media source does.
    video.dispatchEvent(new Event('emptied'));
    video.seek(video.currentTime);
  });
});

test('watchForStuckSeek reports a seek within the buffer until it ends, each time later', async () => {
  video.seek(1);
  await clock.advance(4000);
  expect(stuckCount).toBe(0);
  await clock.advance(11_000);
  expect(stuckCount).toBe(2);
  video.finish();
  await clock.advance(60_000);
  expect([stuckCount, clock.timers]).toEqual([2, []]);
});

test('watchForStuckSeek does not report a seek that waits for data', async () => {
  video.seek(9);
  await clock.advance(60_000);
  expect(stuckCount).toBe(0);
  video.buffered = createTimeRanges({ ranges: [{ start: 8, end: 12 }] });
  await clock.advance(6000);
  expect(stuckCount).toBe(1);
});

test('watchForStuckSeek leaves no timer after the signal was aborted or the source was removed', () => {
  video.seek(1);
  video.dispatchEvent(new Event('emptied'));
  expect(clock.timers).toEqual([]);
  video.seek(1);
  lifetime.abort();
  expect(clock.timers).toEqual([]);
});
