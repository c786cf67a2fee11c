import { setMaxListeners } from 'node:events';
import { expect, test } from 'vitest';
import type { MediaPort } from '../../src/media/media-port.ts';
import { MediaEventFilter } from '../../src/media/event-filter.ts';

// Node warns of more than ten listeners to one signal; a browser does not.
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

function setUp() {
  const emitted: string[] = [];
  const eventFilter = new MediaEventFilter((event) => emitted.push(event));
  const [first, second] = [new FakeMedia(), new FakeMedia()];
  const follow = (media: FakeMedia) => eventFilter.follow(media as unknown as MediaPort);
  follow(first);
  return { said: emitted, voice: eventFilter, first, second, follow };
}

test('what a player announces is announced', () => {
  const { said: emitted, first } = setUp();
  first.dispatch({ paused: false }, 'play', 'playing', 'timeupdate');
  expect(emitted).toEqual(['play', 'playing', 'timeupdate']);
});

test('only the player that is followed is heard', () => {
  const { said: emitted, first, second, follow } = setUp();
  second.dispatch({}, 'playing');
  follow(second);
  first.dispatch({}, 'pause', 'waiting', 'emptied');
  expect(emitted).toEqual([]);
});

test('a sound that is set to what it was is not announced, although WebKit’s comes back with half the digits', () => {
  const { said: emitted, first, second, follow } = setUp();
  first.dispatch({ volume: 0.5 }, 'volumechange');
  second.dispatch({ volume: 0.500_000_02 });
  follow(second);
  second.dispatch({}, 'volumechange', 'ratechange');
  expect(emitted).toEqual(['volumechange']);
});

test('announces volume and rate when both change in one turn', () => {
  const { said: emitted, first } = setUp();
  first.dispatch({ volume: 0.25, playbackRate: 1.5 }, 'volumechange', 'ratechange');
  first.dispatch({ volume: 1, playbackRate: 1 }, 'ratechange', 'volumechange');
  expect(emitted).toEqual(['volumechange', 'ratechange', 'ratechange', 'volumechange']);
});

test('a player that breaks has not been paused by the viewer', () => {
  const { said: emitted, voice: eventFilter, first } = setUp();
  first.dispatch({ paused: false }, 'play');
  first.dispatch({ paused: true, error: {} }, 'pause');
  expect([emitted, eventFilter.paused]).toEqual([['play'], false]);
  first.dispatch({ paused: false, error: null }, 'emptied', 'play', 'playing');
  expect(emitted).toEqual(['play', 'emptied', 'playing']);
});

test('a new player says what has ended meanwhile: a wait, and a seek', () => {
  const { said: emitted, first, second, follow } = setUp();
  first.dispatch({ paused: false, seeking: true }, 'play', 'seeking', 'waiting');
  second.dispatch({ paused: false });
  follow(second);
  expect(emitted.slice(3)).toEqual(['seeked', 'playing']);
});
