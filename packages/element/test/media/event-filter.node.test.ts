import { setMaxListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { MediaPort } from '../../src/media/media-port.ts';
import { MediaEventFilter } from '../../src/media/event-filter.ts';
import { isSameVolume } from '../../src/media/media-port.js';

// Node warns about more than ten listeners of one signal. A browser does not.
setMaxListeners(0);

class FakeMedia extends EventTarget {
  paused = true;
  seeking = false;
  volume = 1;
  muted = false;
  playbackRate = 1;
  readyState = 4;
  error: object | null = null;

  dispatch(changes: Partial<FakeMedia>, ...events: string[]): void {
    Object.assign(this, changes);
    for (const event of events) this.dispatchEvent(new Event(event));
  }
}

function setUp(changes: Partial<FakeMedia> = {}, isPauseRequested = false) {
  const emitted: string[] = [];
  const eventFilter = new MediaEventFilter(
    (event) => emitted.push(event),
    () => isPauseRequested,
  );
  const [first, second] = [new FakeMedia(), new FakeMedia()];
  const follow = (media: FakeMedia) => eventFilter.follow(media as unknown as MediaPort);
  Object.assign(first, changes);
  follow(first);
  return { emitted, eventFilter, first, second, follow };
}

test('MediaEventFilter forwards the events of the player', () => {
  const { emitted, first } = setUp();
  first.dispatch({ paused: false }, 'play', 'playing', 'timeupdate');
  expect(emitted).toEqual(['play', 'playing', 'timeupdate']);
});

test('MediaEventFilter forwards the play event of an earlier play() after the emptied event of the load', () => {
  const { emitted, first } = setUp({ paused: false });
  first.dispatch({}, 'emptied', 'play', 'waiting');
  expect(emitted).toEqual(['emptied', 'play', 'waiting']);
});

test('MediaEventFilter drops the pause of a player that fails, unless the page requested it', () => {
  for (const isPauseRequested of [false, true]) {
    const { emitted, eventFilter, first } = setUp({ paused: false }, isPauseRequested);
    first.dispatch({ error: {}, paused: true }, 'pause');
    expect([emitted, eventFilter.paused]).toEqual(isPauseRequested ? [['pause'], true] : [[], false]);
  }
});

test('MediaEventFilter reports the pause of a player that is not recovered, and remembers that its viewer wants playback', () => {
  const { emitted, eventFilter, first } = setUp();
  first.dispatch({ paused: false }, 'play');
  first.dispatch({ error: {}, paused: true }, 'pause');
  eventFilter.reportFailure();
  eventFilter.reportFailure();
  expect([emitted, eventFilter.paused]).toEqual([['play', 'pause'], false]);
  // Another token ended the failure after all.
  first.dispatch({ error: null, paused: false }, 'play');
  first.dispatch({ paused: true }, 'pause');
  expect([emitted.slice(2), eventFilter.paused]).toEqual([['play', 'pause'], true]);
});

test('MediaEventFilter remembers that playback is wanted when the browser pauses a muted player in a hidden tab', () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  const pausedAfter = (muted: boolean, isPauseRequested = false) => {
    const { emitted, eventFilter, first } = setUp({ muted }, isPauseRequested);
    first.dispatch({ paused: false }, 'play');
    first.dispatch({ paused: true }, 'pause');
    expect(emitted).toEqual(['play', 'pause']);
    return eventFilter.paused;
  };
  expect([pausedAfter(true), pausedAfter(false), pausedAfter(true, true)]).toEqual([false, true, true]);
  vi.unstubAllGlobals();
  expect(pausedAfter(true)).toBe(true);
});

test('MediaEventFilter forwards only the player that it follows', () => {
  const { emitted, first, second, follow } = setUp();
  second.dispatch({}, 'playing');
  follow(second);
  first.dispatch({}, 'pause', 'waiting', 'emptied');
  expect(emitted).toEqual([]);
});

test('MediaEventFilter drops a volumechange to the same volume, which WebKit rounds to 32 bits', () => {
  const { emitted, first, second, follow } = setUp();
  first.dispatch({ volume: 0.5 }, 'volumechange');
  second.dispatch({ volume: 0.500_000_02 });
  follow(second);
  second.dispatch({}, 'volumechange', 'ratechange');
  expect(emitted).toEqual(['volumechange']);
});

test('MediaEventFilter forwards volumechange and ratechange that occur together', () => {
  const { emitted, first } = setUp();
  first.dispatch({ volume: 0.25, playbackRate: 1.5 }, 'volumechange', 'ratechange');
  first.dispatch({ volume: 1, playbackRate: 1 }, 'ratechange', 'volumechange');
  expect(emitted).toEqual(['volumechange', 'ratechange', 'ratechange', 'volumechange']);
});

test('MediaEventFilter drops the pause of a player that fails', () => {
  const { emitted, eventFilter, first } = setUp();
  first.dispatch({ paused: false }, 'play');
  first.dispatch({ paused: true, error: {} }, 'pause');
  expect([emitted, eventFilter.paused]).toEqual([['play'], false]);
  first.dispatch({ paused: false, error: null }, 'emptied', 'play', 'playing');
  expect(emitted).toEqual(['play', 'emptied', 'playing']);
});

test('MediaEventFilter emits seeked and playing when it follows a player that plays', () => {
  const { emitted, first, second, follow } = setUp();
  first.dispatch({ paused: false, seeking: true }, 'play', 'seeking', 'waiting');
  second.dispatch({ paused: false });
  follow(second);
  expect(emitted.slice(3)).toEqual(['seeked', 'playing']);
});

test('isSameVolume compares the mute state, and the volume up to rounding', () => {
  const volume = { volume: 0.7, muted: false };
  expect(isSameVolume(volume, { volume: Math.fround(0.7), muted: false })).toBe(true);
  expect(isSameVolume(volume, { volume: 0.71, muted: false })).toBe(false);
  expect(isSameVolume(volume, { volume: 0.7, muted: true })).toBe(false);
});
