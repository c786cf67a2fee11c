import { setMaxListeners } from 'node:events';
import { expect, test } from 'vitest';
import type { MediaPort } from '../../src/engine/engine.ts';
import { Voice } from '../../src/engine/handover-voice.ts';

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

  say(changes: Partial<FakeMedia>, ...events: string[]): void {
    Object.assign(this, changes);
    for (const event of events) this.dispatchEvent(new Event(event));
  }
}

function setUp() {
  const said: string[] = [];
  const voice = new Voice((event) => said.push(event));
  const [first, second] = [new FakeMedia(), new FakeMedia()];
  const follow = (media: FakeMedia) => voice.follow(media as unknown as MediaPort);
  follow(first);
  return { said, voice, first, second, follow };
}

test('what a player announces is announced', () => {
  const { said, first } = setUp();
  first.say({ paused: false }, 'play', 'playing', 'timeupdate');
  expect(said).toEqual(['play', 'playing', 'timeupdate']);
});

test('only the player that is followed is heard', () => {
  const { said, first, second, follow } = setUp();
  second.say({}, 'playing');
  follow(second);
  first.say({}, 'pause', 'waiting', 'emptied');
  expect(said).toEqual([]);
});

test('a sound that is set to what it was is not announced, although WebKit’s comes back with half the digits', () => {
  const { said, first, second, follow } = setUp();
  first.say({ volume: 0.5 }, 'volumechange');
  second.say({ volume: 0.500_000_02 });
  follow(second);
  second.say({}, 'volumechange', 'ratechange');
  expect(said).toEqual(['volumechange']);
});

test('a player that breaks has not been paused by the viewer', () => {
  const { said, voice, first } = setUp();
  first.say({ paused: false }, 'play');
  first.say({ paused: true, error: {} }, 'pause');
  expect([said, voice.paused]).toEqual([['play'], false]);
  first.say({ paused: false, error: null }, 'emptied', 'play', 'playing');
  expect(said).toEqual(['play', 'emptied', 'playing']);
});

test('a new player says what has ended meanwhile: a wait, and a seek', () => {
  const { said, first, second, follow } = setUp();
  first.say({ paused: false, seeking: true }, 'play', 'seeking', 'waiting');
  second.say({ paused: false });
  follow(second);
  expect(said.slice(3)).toEqual(['seeked', 'playing']);
});
