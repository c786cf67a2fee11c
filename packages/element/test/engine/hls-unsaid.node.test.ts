import { beforeEach, expect, test } from 'vitest';
import { sayUnsaid } from '../../src/engine/hls-unsaid.js';
import { FakeClock } from '../session/fake-clock.js';

let clock: FakeClock;
let video: EventTarget;
let life: AbortController;
let heard: number;
let come: () => void;

beforeEach(() => {
  clock = new FakeClock();
  video = new EventTarget();
  life = new AbortController();
  heard = 0;
  video.addEventListener('progress', () => (heard += 1));
  come = sayUnsaid(video, 'progress', clock, life.signal);
});

test('a browser that says nothing of what has come is spoken for, once for all that came meanwhile', async () => {
  come();
  await clock.pass(300);
  come();
  await clock.pass(5000);
  expect(heard).toBe(1);
  come();
  await clock.pass(5000);
  expect(heard).toBe(2);
});

test('a browser that speaks for itself is left alone', async () => {
  come();
  await clock.pass(350);
  video.dispatchEvent(new Event('progress'));
  await clock.pass(5000);
  expect([heard, clock.alarms]).toEqual([1, []]);
});

test('nothing is said of a player that has ended', async () => {
  come();
  life.abort();
  await clock.pass(5000);
  expect([heard, clock.alarms]).toEqual([0, []]);
});
