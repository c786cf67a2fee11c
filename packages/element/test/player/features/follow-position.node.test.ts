import { describe, expect, test } from 'vitest';
import { followPosition, hasReached, type PositionChange } from '../../../src/player/features/follow-position.js';
import { FakeClock } from '../../../../session/test/support/fake-clock.js';
import { FakePlayer } from '../../support/fake-player.js';

test('hasReached is true once, for playback and for no seek', () => {
  const move = (from: number, to: number, isSeek = false): PositionChange => ({ from, to, isSeek });
  expect(hasReached(move(9.9, 10), 10)).toBe(true);
  expect(hasReached(move(9.9, 10.3), 10)).toBe(true);
  for (const other of [move(9, 9.9), move(10, 10.2), move(10.2, 9), move(9.9, 10.1, true)])
    expect(hasReached(other, 10)).toBe(false);
});

describe('followPosition', () => {
  function start(times: readonly number[] = []) {
    const player = Object.assign(new FakePlayer(), { currentTime: 5 });
    const clock = new FakeClock();
    const lifetime = new AbortController();
    const moves: string[] = [];
    followPosition(
      player.asFeaturePlayer,
      lifetime.signal,
      () => times,
      ({ from, to, isSeek }) => moves.push(`${from} ${isSeek ? 'seek' : 'play'} ${to}`),
      clock,
    );
    return { player, clock, moves, lifetime };
  }

  test('tells playback from seeks', async () => {
    const { player, clock, moves } = start();
    await clock.advance(250);
    player.playTo(5.25);
    Object.assign(player, { currentTime: 30, seeking: true });
    player.emit('seeking', 'timeupdate');
    player.seeking = false;
    player.emit('seeked');
    await clock.advance(250);
    player.playTo(30.25);
    player.playTo(20);
    expect(moves).toEqual([
      '5 play 5.25',
      '5.25 seek 30',
      '30 seek 30',
      '30 seek 30',
      '30 play 30.25',
      '30.25 seek 20',
    ]);
  });

  test('takes a position that playback cannot have reached for a seek, whatever the speed and however late the event', async () => {
    const { player, clock, moves } = start();
    player.playTo(60);
    await clock.advance(10_000);
    player.playTo(70);
    player.playbackRate = 2;
    await clock.advance(10_000);
    player.playTo(90);
    await clock.advance(1000);
    player.playTo(95);
    expect(moves).toEqual(['5 seek 60', '60 play 70', '70 play 90', '90 seek 95']);
  });

  test('takes a position that a paused or loading player has for a seek', async () => {
    const { player, clock, moves } = start();
    player.paused = true;
    player.emit('pause');
    await clock.advance(60_000);
    player.currentTime = 30;
    player.paused = false;
    player.emit('play');
    await clock.advance(60_000);
    player.currentTime = 40;
    player.emit('loadedmetadata');
    expect(moves.slice(1)).toEqual(['5 seek 30', '30 seek 40']);
  });

  test('looks at a time that is near with a timer, and gives up if the position stands still', async () => {
    const { player, clock, moves } = start([5.4, 5.2, 50]);
    player.playbackRate = 2;
    player.emit('playing');
    expect(clock.timers.map((time) => Math.round(time - clock.now()))).toEqual([100]);
    player.currentTime = 5.2;
    await clock.advance(101);
    player.currentTime = 5.4;
    await clock.advance(101);
    expect(moves).toEqual(['5 play 5', '5 play 5.2', '5.2 play 5.4']);
    expect(clock.timers).toEqual([]);
    player.playTo(49.9);
    await clock.advance(101);
    expect(moves).toHaveLength(5);
    expect(clock.timers).toEqual([]);
  });

  test('has no timer while paused or seeking, without times, and after its end', () => {
    const { player, clock, lifetime } = start([5.2]);
    player.emit('playing');
    expect(clock.timers).toHaveLength(1);
    player.paused = true;
    player.emit('pause');
    expect(clock.timers).toHaveLength(0);
    Object.assign(player, { paused: false, seeking: true });
    player.emit('seeking');
    expect(clock.timers).toHaveLength(0);
    player.seeking = false;
    player.emit('seeked');
    expect(clock.timers).toHaveLength(1);
    lifetime.abort();
    expect(clock.timers).toHaveLength(0);
    player.emit('timeupdate');
    expect(clock.timers).toHaveLength(0);
  });
});
