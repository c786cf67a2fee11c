import { beforeEach, expect, test } from 'vitest';
import { emitMissingEvent } from '../../../src/engines/hls/missing-events.js';
import { FakeClock } from '../../support/fake-clock.js';

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

test('a browser that says nothing of what has come is spoken for, once for all that came meanwhile', async () => {
  emit();
  await clock.advance(300);
  emit();
  await clock.advance(5000);
  expect(received).toBe(1);
  emit();
  await clock.advance(5000);
  expect(received).toBe(2);
});

test('a browser that speaks for itself is left alone', async () => {
  emit();
  await clock.advance(350);
  video.dispatchEvent(new Event('progress'));
  await clock.advance(5000);
  expect([received, clock.timers]).toEqual([1, []]);
});

test('nothing is said of a player that has ended', async () => {
  emit();
  lifetime.abort();
  await clock.advance(5000);
  expect([received, clock.timers]).toEqual([0, []]);
});
