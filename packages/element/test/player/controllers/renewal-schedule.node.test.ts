import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlaybackContext } from '../../../src/player/controllers/controller.js';
import { scheduleRenewal } from '../../../src/player/controllers/renewal-schedule.js';

/** A page that can be hidden, and a film in it. */
let page: EventTarget & { hidden: boolean };
let video: { paused: boolean; webkitCurrentPlaybackTargetIsWireless?: boolean };
let engine: { leadTime: number };
let requirements: unknown[];

beforeEach(() => {
  page = Object.assign(new EventTarget(), { hidden: false });
  [video, engine, requirements] = [{ paused: false }, { leadTime: 0 }, []];
  vi.stubGlobal('document', page);
});
afterEach(() => vi.unstubAllGlobals());

function startController(signal = new AbortController().signal) {
  return scheduleRenewal({
    signal,
    media: video,
    get leadTime() {
      return engine.leadTime;
    },
    setRequirements: (changes: unknown) => requirements.push(changes),
  } as unknown as PlaybackContext);
}

function hide(hidden: boolean) {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

test('a film that is paused in a hidden page renews when it has to, and eagerly again once it is seen', () => {
  startController();
  video.paused = true;
  hide(true);
  hide(false);
  expect(requirements).toMatchObject([{ renewOnDemand: true }, { renewOnDemand: false }]);
});

test('a film that begins to play in a hidden page renews eagerly, whatever plays it', () => {
  const update = startController();
  video.paused = true;
  hide(true);
  video.paused = false;
  update();
  expect(requirements.at(-1)).toMatchObject({ renewOnDemand: false });
});

test('an engine that learns that it needs more time gets it', () => {
  const update = startController();
  engine.leadTime = 30_000;
  update();
  engine.leadTime = 42_000;
  update();
  expect(requirements).toMatchObject([{ leadTime: 30_000 }, { leadTime: 42_000 }]);
});

test('tells the session while another device plays, which is never lazy', () => {
  const update = startController();
  video.webkitCurrentPlaybackTargetIsWireless = true;
  update();
  video.paused = true;
  hide(true);
  video.webkitCurrentPlaybackTargetIsWireless = false;
  update();
  expect(requirements).toMatchObject([
    { remote: true, renewOnDemand: false },
    { remote: false, renewOnDemand: true },
  ]);
});

test('nothing is said while nothing is new, or after the end', () => {
  const lifetime = new AbortController();
  const update = startController(lifetime.signal);
  update();
  lifetime.abort();
  video.paused = true;
  hide(true);
  expect(requirements).toEqual([]);
});
