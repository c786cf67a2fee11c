import { describe, expect, test } from 'vitest';
import { startLoop } from '../../../../src/player/features/time/loop.js';
import { FakeClock } from '../../../../../session/test/support/fake-clock.js';
import { FakePlayer } from '../../../support/fake-player.js';

function start(settings: Partial<FakePlayer> = {}) {
  const player = Object.assign(new FakePlayer(), { loop: true, loopStart: 10, loopEnd: 20, ...settings });
  const clock = new FakeClock();
  const lifetime = new AbortController();
  startLoop(player.asHabitPlayer, lifetime.signal, clock);
  const seek = (time: number) => {
    player.currentTime = time;
    player.emit('seeking', 'seeked');
  };
  /** Plays a second up to this time, and returns where that leads. */
  const play = async (time: number) => {
    seek(time - 1);
    await clock.advance(1000);
    player.playTo(time);
    return player.currentTime;
  };
  return { player, clock, lifetime, seek, play };
}

describe('a loop between two times', () => {
  test('goes back at its end, again and again', async () => {
    const { play } = start();
    expect([await play(19.9), await play(20), await play(20.3), await play(15)]).toEqual([19.9, 10, 10, 15]);
  });

  test('looks at its end in time', async () => {
    const { player, clock, seek } = start();
    seek(19.8);
    expect(clock.timers).toHaveLength(1);
    player.currentTime = 20.01;
    await clock.advance(201);
    expect(player.currentTime).toBe(10);
  });

  test('follows the attributes as they change', async () => {
    const { player, play } = start();
    player.loopEnd = 30;
    expect([await play(20), await play(30)]).toEqual([20, 10]);
    player.loopStart = undefined;
    expect(await play(30)).toBe(0);
    Object.assign(player, { loopStart: 40, loopEnd: undefined });
    expect([await play(30), await play(99.95)]).toEqual([30, 40]);
    player.loop = false;
    expect(await play(99.95)).toBe(99.95);
  });

  test.each([{ live: true }, { streamType: 'live' }, { duration: Infinity }, { duration: NaN }, { loopEnd: 5 }])(
    'does nothing with %j',
    async (settings) => {
      const { play } = start(settings);
      expect(await play(20)).toBe(20);
    },
  );

  test('ends with its player', async () => {
    const { lifetime, play } = start();
    lifetime.abort();
    expect(await play(20)).toBe(20);
  });
});
