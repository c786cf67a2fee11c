import { describe, expect, test } from 'vitest';
import type { NextVideoEvent } from '../../../src/events/player-events.js';
import { attach, type NextActions } from '../../../src/player/features/next-video.js';
import { FakePlayer } from '../../support/fake-player.js';

function start(settings: Partial<FakePlayer> = {}) {
  const player = Object.assign(new FakePlayer(), { nextVideoId: 'b', ...settings });
  const lifetime = new AbortController();
  const done: string[] = [];
  let answers: Parameters<NextActions['offer']>[2] | undefined;
  attach(player.asFeaturePlayer, lifetime.signal, {
    prefetch(videoId, signal) {
      done.push(`prefetch ${videoId}`);
      signal.addEventListener('abort', () => done.push(`forget ${videoId}`));
    },
    offer(_player, signal, next) {
      done.push('offer');
      answers = next;
      signal.addEventListener('abort', () => done.push('hide'));
    },
    play: (_player, videoId) => done.push(`play ${videoId}`),
  });
  const end = () => {
    Object.assign(player, { currentTime: player.duration, ended: true, paused: true });
    player.emit('timeupdate', 'pause', 'ended');
  };
  return { player, lifetime, done, end, answers: () => answers! };
}

describe('the next video', () => {
  test('is fetched 20 seconds before the end, offered 10 seconds before it, and played at the end', () => {
    const { player, done, end } = start();
    player.playTo(79);
    expect(done).toEqual([]);
    for (const time of [80, 85, 90, 95]) player.playTo(time);
    expect(done).toEqual(['prefetch b', 'offer']);
    end();
    expect(done).toEqual(['prefetch b', 'offer', 'play b']);
  });

  test('is fetched and offered at once in a shorter video, and earlier at a higher speed', () => {
    expect(start({ duration: 8 }).done).toEqual(['prefetch b', 'offer']);
    const { player, done } = start({ playbackRate: 2 });
    player.playTo(60);
    expect(done).toEqual(['prefetch b']);
  });

  test('is hidden, but kept, when the viewer seeks back', () => {
    const { player, done } = start();
    for (const time of [95, 20, 95]) player.playTo(time);
    expect(done).toEqual(['prefetch b', 'offer', 'hide', 'offer']);
  });

  test('is forgotten when the viewer declines it or the page names another', () => {
    const { player, done, end, answers } = start();
    player.playTo(95);
    answers().cancel();
    end();
    expect(done).toEqual(['prefetch b', 'offer', 'hide', 'forget b']);
    done.length = 0;
    player.nextVideoId = 'c';
    player.playTo(95);
    player.nextVideoId = 'd';
    player.playTo(96);
    expect(done).toEqual(['prefetch c', 'offer', 'hide', 'forget c', 'prefetch d', 'offer']);
  });

  test('plays at once when the viewer chooses so', () => {
    const { player, done, answers } = start();
    player.playTo(95);
    answers().playNow();
    expect(done.at(-1)).toBe('play b');
  });

  test('is what the page sets in the event, or none if the page cancels it', () => {
    const replaced = start();
    replaced.player.addEventListener('nextvideo', (event) => {
      expect([(event as NextVideoEvent).videoId, event.cancelable]).toEqual(['b', true]);
      replaced.player.nextVideoId = 'c';
    });
    replaced.end();
    expect(replaced.done.at(-1)).toBe('play c');
    const cancelled = start();
    cancelled.player.addEventListener('nextvideo', (event) => event.preventDefault());
    cancelled.end();
    cancelled.end();
    expect(cancelled.done).toEqual(['prefetch b', 'offer', 'hide', 'forget b']);
    const own = start();
    own.player.addEventListener('nextvideo', () => own.player.openVideo('own'));
    own.end();
    expect(own.done).toEqual(['prefetch b', 'offer', 'hide', 'forget b']);
    expect(own.player.paused).toBe(false);
    const paused = start();
    paused.player.addEventListener('nextvideo', (event) => {
      event.preventDefault();
      paused.player.openVideo('own');
    });
    paused.end();
    expect(paused.player.paused).toBe(true);
  });

  test('does not play when a paused viewer seeks to the end', () => {
    const { player, done, end } = start();
    Object.assign(player, { currentTime: 50, paused: true });
    player.emit('pause');
    Object.assign(player, { currentTime: 100, ended: true });
    player.emit('timeupdate', 'ended');
    expect(done).not.toContain('play b');
    Object.assign(player, { ended: false, paused: false });
    player.emit('play');
    end();
    expect(done.at(-1)).toBe('play b');
  });

  test.each([{ loop: true }, { live: true }, { streamType: 'live' }, { duration: Infinity }, { duration: NaN }])(
    'does not play with %j',
    (settings) => {
      const { player, done, end } = start(settings);
      player.playTo(95);
      end();
      expect(done).toEqual([]);
    },
  );

  test('is forgotten with the player', () => {
    const { player, lifetime, done } = start();
    player.playTo(95);
    lifetime.abort();
    player.playTo(96);
    expect(done).toEqual(['prefetch b', 'offer', 'hide', 'forget b']);
  });
});
