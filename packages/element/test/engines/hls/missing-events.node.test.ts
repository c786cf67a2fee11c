import { beforeEach, expect, test } from 'vitest';
import { emitMissingEvent } from '../../../src/engines/hls/media-faults.js';
import { FakeClock } from '../../../../session/test/support/fake-clock.js';

let clock: FakeClock;
let video: EventTarget;
let lifetime: AbortController;
let received: number;
let emit: () => void;

beforeEach(() => {
  clock = new FakeClock();
  video = new EventTarget();
  lifetime = new AbortController();
  received = 0;
  video.addEventListener('progress', () => (received += 1));
  emit = emitMissingEvent(video, 'progress', clock, lifetime.signal);
});

test('emitMissingEvent dispatches one event for several that the browser did not dispatch', async () => {
  emit();
  await clock.advance(300);
  emit();
  await clock.advance(5000);
  expect(received).toBe(1);
  emit();
  await clock.advance(5000);
  expect(received).toBe(2);
});

test('emitMissingEvent dispatches none when the browser does', async () => {
  emit();
  await clock.advance(350);
  video.dispatchEvent(new Event('progress'));
  await clock.advance(5000);
  expect([received, clock.timers]).toEqual([1, []]);
});

test('emitMissingEvent dispatches none after the signal was aborted', async () => {
  emit();
  lifetime.abort();
  await clock.advance(5000);
  expect([received, clock.timers]).toEqual([0, []]);
});
