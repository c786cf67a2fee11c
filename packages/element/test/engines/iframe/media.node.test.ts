import { beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../../session/src/clock.ts';
import { FrameMedia } from '../../../src/engines/iframe/media.ts';
import { FakeFrameApi } from '../../support/fake-frame-api.ts';

let now: number;
const clock: Clock = { now: () => now, wall: () => now, at: () => () => {} };
let media: FrameMedia;
let api: FakeFrameApi;
let events: string[];

beforeEach(() => {
  now = 0;
  media = new FrameMedia(clock);
  api = new FakeFrameApi();
  events = [];
  for (const type of ['play', 'pause', 'waiting', 'seeked', 'error', 'volumechange', 'encrypted', 'stream-adstart'])
    media.addEventListener(type, () => events.push(type));
});

const load = () => {
  media.attach(api);
  api.report({ duration: 60 }, 'loadstart', 'durationchange', 'loadedmetadata');
};

describe('FrameMedia without a frame', () => {
  test('has the values of a `<video>` without a source', () => {
    const { paused, ended, seeking, currentTime, duration, readyState, networkState, error, volume, muted } = media;
    expect({ paused, ended, seeking, currentTime, duration, readyState, networkState, error, volume, muted }).toEqual({
      paused: true,
      ended: false,
      seeking: false,
      currentTime: 0,
      duration: NaN,
      readyState: 0,
      networkState: 0,
      error: null,
      volume: 1,
      muted: false,
    });
    expect([media.buffered.length, media.played.length, media.seekable.length]).toEqual([0, 0, 0]);
    expect(() => media.buffered.start(0)).toThrow('no range');
  });

  test('returns the values that were set, and seeks a frame that is attached', () => {
    media.volume = 0.3;
    media.muted = true;
    media.currentTime = 20;
    expect([media.volume, media.muted, media.currentTime, media.seeking]).toEqual([0.3, true, 20, false]);
    load();
    expect(api.assignments).toEqual([['currentTime', 20]]);
    expect([media.currentTime, media.seeking]).toEqual([20, true]);
  });

  test('waits for the frame in play()', async () => {
    const playing = media.play();
    expect(media.paused).toBe(false);
    expect(api.calls).toEqual([]);
    media.attach(api);
    await playing;
    expect(api.calls).toEqual(['play']);
  });

  test('does not play a frame that is attached after pause()', async () => {
    const playing = media.play();
    media.pause();
    media.attach(api);
    await expect(playing).rejects.toMatchObject({ name: 'AbortError' });
    expect([api.calls, media.paused]).toEqual([[], true]);
  });

  test('rejects a play() that waits for the SDK or for the frame when the player is detached', async () => {
    const first = media.play();
    const second = media.play();
    api.playing = new Promise(() => {});
    media.attach(api);
    await Promise.resolve();
    const third = media.play();
    media.detach();
    for (const playing of [first, second, third]) await expect(playing).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('FrameMedia with messages of a frame', () => {
  beforeEach(load);

  test('updates its state as a `<video>` does', () => {
    expect([media.readyState, media.duration]).toEqual([1, 60]);
    api.report({}, 'loadeddata');
    expect(media.readyState).toBe(2);
    api.report({}, 'play', 'playing');
    expect([media.readyState, media.paused]).toEqual([3, false]);
    api.report({}, 'canplaythrough');
    expect(media.readyState).toBe(4);
    api.report({}, 'waiting');
    expect([media.readyState, events.at(-1)]).toEqual([2, 'waiting']);
    api.report({ currentTime: 5 }, 'timeupdate');
    expect(media.currentTime).toBe(5);
    api.report({ volume: 0.25, muted: true }, 'volumechange');
    expect([media.volume, media.muted]).toEqual([0.25, true]);
    api.report({ buffered: { ranges: [{ start: 0, end: 30 }] } }, 'progress');
    expect([media.buffered.length, media.buffered.end(0), media.seekable.end(0)]).toEqual([1, 30, 60]);
    api.report({ videoWidth: 1280, videoHeight: 720 }, 'resize');
    expect([media.videoWidth, media.videoHeight]).toEqual([1280, 720]);
    api.report({ ended: true }, 'pause', 'ended');
    expect([media.paused, media.ended]).toEqual([true, true]);
  });

  test('forwards events about encryption and advertisements', () => {
    api.report({}, 'encrypted', 'stream-adstart');
    expect(events).toEqual(['encrypted', 'stream-adstart']);
  });

  test('has a `MediaError` and no source after an error event', () => {
    api.report({}, 'error');
    expect([media.error?.code, media.networkState, events]).toEqual([4, 3, ['error']]);
  });
});

describe('FrameMedia when a value is set', () => {
  beforeEach(load);

  test('sends it to the frame, and returns it before the frame confirms it', () => {
    Object.assign(media, { volume: 0.5, muted: true, playbackRate: 1.5, loop: true, controls: true, preload: 'auto' });
    expect(Object.fromEntries(api.assignments)).toEqual({
      volume: 0.5,
      muted: true,
      playbackRate: 1.5,
      loop: true,
      controls: true,
      preload: 'auto',
    });
    expect([media.volume, media.muted, media.playbackRate, media.loop]).toEqual([0.5, true, 1.5, true]);
    expect(media.volumeState).toMatchObject({ volume: 1, muted: false });
  });

  test('returns the value of the frame again after its confirmation, or a timeout', () => {
    media.volume = 0.5;
    api.report({ volume: 0.5 }, 'volumechange');
    expect(media.volume).toBe(0.5);
    api.report({ volume: 0.7 }, 'volumechange');
    expect(media.volume).toBe(0.7);
    media.volume = 0.1;
    now += 1001;
    expect(media.volume).toBe(0.7);
  });

  test('applies what was set while the frame was lost, however late the next load comes', () => {
    let isLost = false;
    const media = new FrameMedia(clock, () => isLost);
    media.attach(api);
    api.report({ duration: 60, volume: 0.7 }, 'loadedmetadata', 'volumechange');
    isLost = true;
    media.playbackRate = 1.25;
    now += 5000;
    expect([media.playbackRate, media.volume]).toEqual([1.25, 0.7]);
    media.reset({ position: undefined, shouldPlay: true });
    isLost = false;
    const next = new FakeFrameApi();
    media.attach(next);
    next.report({ duration: 60 }, 'loadstart', 'loadedmetadata');
    expect(Object.fromEntries(next.assignments)).toMatchObject({ playbackRate: 1.25, volume: 0.7 });
  });

  test('is seeking from the request to the seeked event', () => {
    api.report({}, 'loadeddata', 'canplay');
    media.currentTime = 30;
    expect([media.seeking, media.currentTime]).toEqual([true, 30]);
    api.report({ currentTime: 30 }, 'seeking');
    expect(media.seeking).toBe(true);
    api.report({}, 'seeked');
    expect([media.seeking, events]).toEqual([false, ['seeked']]);
  });

  test('emits no second seek when the frame seeks to its start position too', () => {
    media.addEventListener('seeking', () => events.push('seeking'));
    media.reset({ position: 40, shouldPlay: true });
    load();
    expect(api.assignments).toContainEqual(['currentTime', 40]);
    // That of the frame itself.
    api.report({ currentTime: 40 }, 'seeking', 'seeked', 'canplay', 'playing');
    expect(media.seeking).toBe(false);
    now += 50;
    // That of the assignment.
    api.report({ currentTime: 40 }, 'seeking', 'seeked');
    expect(events.filter((type) => type.startsWith('seek'))).toEqual(['seeking', 'seeked']);
    // A viewer seeks with the controls of the frame, elsewhere and then back to the start position.
    api.report({ currentTime: 41 }, 'seeking', 'timeupdate', 'seeked', 'timeupdate');
    api.report({ currentTime: 40 }, 'seeking', 'seeked');
    expect(events.filter((type) => type.startsWith('seek'))).toHaveLength(6);
  });

  test.each([
    ['a replay, which reports `play` and its time first', { currentTime: 0 }, ['play', 'playing']],
    ['a seek in the controls of the frame whose time has not arrived', { currentTime: 20 }, []],
  ] as const)('emits the seek of %s', (_, state, before) => {
    media.addEventListener('seeking', () => events.push('seeking'));
    load();
    api.report({}, 'loadeddata', 'canplay', 'playing');
    api.report({ currentTime: 20 }, 'timeupdate');
    api.report(state, ...before, 'seeking', 'seeked');
    expect(events.filter((type) => type.startsWith('seek'))).toEqual(['seeking', 'seeked']);
  });

  test('ignores the seeked event of an earlier seek', () => {
    api.report({}, 'loadeddata', 'canplay');
    media.currentTime = 30;
    api.report({ currentTime: 30 }, 'seeking');
    media.currentTime = 45;
    api.report({}, 'seeked');
    expect([media.seeking, media.currentTime, events]).toEqual([true, 45, []]);
    api.report({ currentTime: 45 }, 'seeking', 'seeked');
    expect([media.seeking, media.currentTime]).toEqual([false, 45]);
  });

  test('completes a seek although the frame announces two assignments as one', () => {
    api.report({}, 'loadeddata', 'canplay');
    media.currentTime = 30;
    media.currentTime = 45;
    api.report({ currentTime: 45 }, 'seeking', 'seeked');
    expect([media.seeking, media.currentTime, events]).toEqual([false, 45, ['seeked']]);
  });

  test('seeks after a load, although the seek of the previous source completes late', () => {
    api.report({}, 'loadeddata', 'canplay');
    media.currentTime = 30;
    api.report({ currentTime: 30 }, 'seeking');
    media.reset({ position: 30, shouldPlay: false });
    api.report({}, 'seeked');
    expect([media.currentTime, media.readyState, events]).toEqual([30, 0, []]);
    api.assignments.length = 0;
    api.report({ currentTime: 0 }, 'emptied', 'loadstart', 'loadedmetadata');
    expect(api.assignments).toContainEqual(['currentTime', 30]);
  });

  test('limits currentTime to the duration, and throws for NaN', () => {
    media.currentTime = 100;
    expect(media.currentTime).toBe(60);
    expect(() => (media.currentTime = NaN)).toThrow(TypeError);
  });

  test('rejects play() when the browser does, and stays paused', async () => {
    api.playing = Promise.reject(new DOMException('No gesture.', 'NotAllowedError'));
    await expect(media.play()).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(media.paused).toBe(true);
  });
});

describe('FrameMedia.position', () => {
  test('advances between two messages, and does not go back at a late one', () => {
    load();
    api.report({ currentTime: 10 }, 'loadeddata', 'canplay', 'play', 'playing');
    now = 250;
    api.report({ currentTime: 10.25 }, 'timeupdate');
    now = 500;
    expect(media.position).toBeCloseTo(10.5);
    // This message took 40 ms.
    api.report({ currentTime: 10.46 }, 'timeupdate');
    expect(media.position).toBeCloseTo(10.5);
    now = 750;
    expect(media.position).toBeCloseTo(10.75);
  });

  test('advances at the playback rate, for one second at most', () => {
    load();
    api.report({ currentTime: 10, playbackRate: 2 }, 'loadeddata', 'canplay', 'play', 'playing', 'ratechange');
    now = 500;
    expect(media.position).toBeCloseTo(11);
    now = 60_000;
    expect(media.position).toBeCloseTo(12);
  });

  test('advances after a seek within the buffer, for which Firefox sends no playing event', () => {
    load();
    api.report({ currentTime: 10 }, 'loadeddata', 'canplay', 'play', 'playing');
    api.report({ currentTime: 0 }, 'seeking', 'seeked', 'timeupdate');
    now = 100;
    expect(media.position).toBe(0);
    now = 250;
    api.report({ currentTime: 0.25 }, 'timeupdate');
    now = 400;
    expect(media.position).toBeCloseTo(0.4);
    expect(media.readyState).toBe(3);
  });

  test('does not advance while paused, waiting or seeking', () => {
    load();
    api.report({ currentTime: 10 }, 'loadeddata', 'canplay');
    now = 5000;
    expect(media.position).toBe(10);
    api.report({ currentTime: 12 }, 'play', 'playing', 'waiting');
    now = 6000;
    expect(media.position).toBe(12);
    media.currentTime = 40;
    expect(media.position).toBe(40);
  });
});

test('FrameMedia ignores a frame after detach()', () => {
  load();
  media.detach();
  expect(api.listenerCount).toBe(0);
  api.report({}, 'play');
  expect(events).toEqual([]);
});

test('FrameMedia returns to its position and playback after a reset', () => {
  load();
  api.report({ currentTime: 12 }, 'loadeddata', 'canplay', 'play', 'playing');
  media.reset({ position: 12, shouldPlay: true });
  expect([media.readyState, media.currentTime, media.paused, media.error]).toEqual([0, 12, false, null]);
  api.report({ currentTime: 0 }, 'emptied', 'loadstart', 'loadedmetadata');
  expect(api.assignments.at(-1)).toEqual(['currentTime', 12]);
});

test('FrameMedia is not paused when a load rejects an earlier play() and continues playback', async () => {
  load();
  api.playing = Promise.reject(new DOMException('Interrupted by a new load request.', 'AbortError'));
  const played = media.play();
  media.reset({ position: 12, shouldPlay: true });
  await expect(played).rejects.toMatchObject({ name: 'AbortError' });
  expect([media.paused, events]).toEqual([false, []]);
});
