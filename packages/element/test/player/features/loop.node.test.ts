import { describe, expect, test } from 'vitest';
import { attach, decideLoop, resolveRange } from '../../../src/player/features/loop.js';
import { FakeClock } from '../../../../session/test/support/fake-clock.js';
import { FakePlayer } from '../../support/fake-player.js';
import fc from 'fast-check';
import { type PositionChange } from '../../../src/player/features/follow-position.js';

function start(settings: Partial<FakePlayer> = {}) {
  const player = Object.assign(new FakePlayer(), { loop: true, loopStart: 10, loopEnd: 20, ...settings });
  const clock = new FakeClock();
  const lifetime = new AbortController();
  attach(player.asFeaturePlayer, lifetime.signal, clock);
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

describe('resolveRange', () => {
  test.each([
    // From, to, duration, range.
    [10, 20, 100, { start: 10, end: 20 }],
    [undefined, 20, 100, { start: 0, end: 20 }],
    [10, undefined, 100, { start: 10, end: 99.9 }],
    [10, 200, 100, { start: 10, end: 99.9 }],
    [0, 20, 100, { start: 0, end: 20 }],
  ])('from %s to %s of %s s', (loopStart, loopEnd, duration, range) => {
    expect(resolveRange({ loopStart, loopEnd, duration })).toEqual({ ...range, lastTime: 99.9 });
  });

  test.each([
    ['the whole video', undefined, undefined, 100],
    ['the whole video', 0, 100, 100],
    ['nothing', 20, 20, 100],
    ['nothing', 20, 10, 100],
    ['what is behind the end', 100, undefined, 100],
    ['what is behind the end', 200, 300, 100],
    ['an unknown duration', 10, 20, NaN],
    ['a live stream', 10, 20, Infinity],
    ['an empty video', 0, 20, 0],
  ])('returns none for %s (%s, %s, %s)', (_name, loopStart, loopEnd, duration) => {
    expect(resolveRange({ loopStart, loopEnd, duration })).toBe(undefined);
  });
});

describe('decideLoop', () => {
  const range = { start: 10, end: 20, lastTime: 99.9 };
  const play = (from: number, to: number): PositionChange => ({ from, to, isSeek: false });
  const seek = (from: number, to: number): PositionChange => ({ from, to, isSeek: true });

  test.each([
    ['playback in the range', play(15, 15.2), undefined],
    ['the end of the range', play(19.9, 20), 10],
    ['the end of the range, noticed late', play(19.5, 22), 10],
    ['playback into the range', play(9.9, 10.1), undefined],
    ['a seek before the range', seek(15, 3), undefined],
    ['a seek in the range', seek(15, 11), undefined],
    ['a seek behind the range', seek(15, 50), undefined],
    ['a seek to the end of the range', seek(15, 20), undefined],
    ['playback behind the range', play(50, 50.2), undefined],
    ['the end of the video', play(99.7, 99.95), 10],
    ['a seek to the end of the video', seek(50, 99.95), undefined],
    ['a loop of the browser', seek(99.95, 0), 10],
    ['a loop of the browser, noticed late', seek(99, 0.6), 10],
    ['a seek to the start from the middle', seek(50, 0), undefined],
    ['a seek from the end of the video to another position', seek(99.5, 5), undefined],
  ])('decides about %s', (_name, move, target) => {
    expect(decideLoop(range, move, false)).toBe(target);
  });

  test('leaves a viewer who seeks from the end to the start while paused, and a range that starts there', () => {
    expect(decideLoop(range, seek(99.95, 0), true)).toBe(undefined);
    expect(decideLoop({ ...range, start: 0 }, seek(99.95, 0), false)).toBe(undefined);
    expect(decideLoop({ ...range, start: 0.5 }, seek(99.95, 0.5), false)).toBe(undefined);
  });

  test('always leads to a position in the video from which it does not jump again', () => {
    const seconds = fc.double({ min: -10, max: 200, noNaN: true });
    const input = fc.record({ loopStart: seconds.filter((time) => time >= 0), loopEnd: seconds, duration: seconds });
    fc.assert(
      fc.property(input, seconds, seconds, fc.boolean(), fc.boolean(), (values, from, to, isSeek, isPaused) => {
        const resolved = resolveRange(values);
        const target = resolved && decideLoop(resolved, { from, to, isSeek }, isPaused);
        if (target === undefined) return;
        expect(target >= 0 && target < resolved!.end && resolved!.end <= values.duration).toBe(true);
        expect(decideLoop(resolved!, seek(to, target), isPaused)).toBe(undefined);
      }),
    );
  });
});
