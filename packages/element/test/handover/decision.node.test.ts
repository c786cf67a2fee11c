import { describe, expect, test } from 'vitest';
import { decide } from '../../src/engine/handover-decision.ts';
import type { Order, Sight, Situation, View } from '../../src/engine/handover-situation.ts';
import type { Deck } from '../../src/engine/handover-deck.ts';

const spare = {} as Deck;
const order: Order = {
  token: { value: 'fresh', deadline: 9e9 },
  since: 0,
  deadline: 100_000,
  attempts: 0,
  wasHeld: false,
  notBefore: 0,
};
const playing: Sight = {
  position: 50,
  duration: 600,
  live: false,
  rate: 1,
  paused: false,
  ended: false,
  seeking: false,
  readyState: 4,
  failed: false,
};
const paused: Sight = { ...playing, paused: true };
const skills = { headStart: 1, latency: 0.03, loading: 2 };

const view = (changes: Partial<Omit<View, 'spare'>> & { spare?: Partial<NonNullable<View['spare']>> } = {}): View => ({
  now: 1000,
  old: playing,
  hold: null,
  skills,
  ...changes,
  spare: changes.spare ? { ...paused, inTune: true, settling: 150, precision: 0.015, ...changes.spare } : null,
});
const waiting = (changes: Partial<Order> = {}): Situation => ({ status: 'waiting', order: { ...order, ...changes } });
const pair = { order, spare, since: 0, round: 0 } as const;
const preparing: Situation = { status: 'preparing', ...pair };
const aligning: Situation = { status: 'aligning', ...pair };
const ready = (...errors: number[]): Situation => ({ status: 'ready', ...pair, startedAt: 0, errors });
const swapping = { status: 'swapping', ...pair, isRunning: true, isHeard: true } as const;

describe('with a fresh token at hand', () => {
  test('a film that plays is left alone until half a minute before the old token dies', () => {
    expect(decide(waiting(), view())).toEqual({ do: 'stay', until: 70_000 });
    expect(decide(waiting(), view({ now: 70_000 }))).toEqual({ do: 'prepare', at: 51 });
  });

  test('whoever takes long to load begins earlier', () => {
    const slow = { ...skills, loading: 12 };
    expect(decide(waiting(), view({ skills: slow }))).toEqual({ do: 'stay', until: 52_000 });
  });

  test.each([
    ['paused', paused],
    ['seeking', { ...playing, seeking: true }],
  ])('a film that is %s is handed over at once, where it stands', (_, old) => {
    expect(decide(waiting(), view({ old }))).toEqual({ do: 'prepare', at: old.position });
  });

  test('a film that has ended needs nothing before it is played again', () => {
    const old = { ...paused, position: 600, ended: true };
    expect(decide(waiting(), view({ old, now: 99_000 }))).toEqual({ do: 'stay', until: Infinity });
  });

  test('a film that is about to end, or to begin again, is let go there first', () => {
    const old = { ...playing, position: 599.2 };
    expect(decide(waiting(), view({ old, now: 80_000 })).do).toBe('stay');
  });

  test('swaps without waiting for a seek that the active player cannot finish, because its token has expired', () => {
    const old = { ...playing, seeking: true, position: 300 };
    const there = { position: 300, readyState: 4 };
    const expired = { now: order.deadline, old, spare: there };
    const since = order.deadline - 1000;
    expect(decide({ ...preparing, since }, view({ ...expired, now: order.deadline - 1 })).do).toBe('stay');
    expect(decide({ ...preparing, since }, view(expired))).toEqual({ do: 'swap' });
    // And once it swaps, it does not turn back.
    expect(decide({ ...swapping, since }, view(expired)).do).not.toBe('park');
  });

  test.each(['fullscreen', 'picture-in-picture', 'remote', 'hidden', 'sound'] as const)(
    'in %s there is no second player: the first loads again at a pause, or at the last safe moment',
    (hold) => {
      expect(decide(waiting(), view({ hold }))).toEqual({ do: 'stay', until: 98_500 });
      expect(decide(waiting(), view({ hold, old: paused }))).toEqual({ do: 'reload' });
      expect(decide(waiting(), view({ hold, now: 98_500 }))).toEqual({ do: 'reload' });
    },
  );

  test('when the viewer comes back from there, a second player is made ready at once', () => {
    expect(decide(waiting({ wasHeld: true }), view())).toEqual({ do: 'prepare', at: 51 });
  });

  test('an advertisement is never cut, not even by the death of a token that it does not need', () => {
    expect(decide(waiting(), view({ hold: 'ad', now: 99_999 }))).toEqual({ do: 'stay', until: Infinity });
  });

  test('a player that has shown nothing yet takes the token itself', () => {
    expect(decide(waiting(), view({ old: { ...paused, readyState: 0 } }))).toEqual({ do: 'replace' });
  });

  test('a player that has failed takes the token itself', () => {
    expect(decide(waiting(), view({ old: { ...playing, failed: true } }))).toEqual({ do: 'reload' });
    expect(decide({ status: 'idle' }, view({ old: { ...playing, failed: true } }))).toEqual({ do: 'examine' });
  });

  test('after a try that failed it waits, tries again, and loads in place when time is up', () => {
    const tried = waiting({ attempts: 1, notBefore: 80_000 });
    expect(decide(tried, view({ now: 75_000 }))).toEqual({ do: 'stay', until: 80_000 });
    expect(decide(tried, view({ now: 80_000 })).do).toBe('prepare');
    expect(decide(tried, view({ now: 98_500 }))).toEqual({ do: 'reload' });
  });
});

describe('while the spare one is made ready', () => {
  test('it is waited for while it loads and seeks', () => {
    expect(decide(preparing, view({ spare: { readyState: 1 } })).do).toBe('stay');
    expect(decide(preparing, view({ spare: { seeking: true } })).do).toBe('stay');
  });

  test('standing ahead of the old one, it waits there', () => {
    expect(decide(preparing, view({ spare: { position: 51 } }))).toEqual({ do: 'align' });
  });

  test('that came too late, it is sent further ahead', () => {
    expect(decide(preparing, view({ spare: { position: 50.05 } }))).toEqual({ do: 'park', at: 51 });
    expect(decide(aligning, view({ spare: { position: 49.8 } }))).toEqual({ do: 'park', at: 51 });
  });

  test('at twice the speed, it is sent twice as far', () => {
    const old = { ...playing, rate: 2 };
    expect(decide(preparing, view({ old, spare: { position: 50 } }))).toEqual({ do: 'park', at: 52 });
  });

  test('a viewer who seeks meanwhile takes it along', () => {
    const old = { ...playing, position: 300 };
    expect(decide(aligning, view({ old, spare: { position: 51 } }))).toEqual({ do: 'park', at: 301 });
  });

  test('a viewer who pauses meanwhile gets the very same picture', () => {
    const old = { ...paused, position: 50.4 };
    expect(decide(aligning, view({ old, spare: { position: 51 } }))).toEqual({ do: 'park', at: 50.4 });
    expect(decide(preparing, view({ old, spare: { position: 50.4 } }))).toEqual({ do: 'swap' });
  });

  test('it starts as much early as starting takes', () => {
    expect(decide(aligning, view({ spare: { position: 50.5 } }))).toEqual({ do: 'stay', until: 1470 });
    expect(decide(aligning, view({ spare: { position: 50.02 } }))).toEqual({ do: 'start' });
    expect(decide(aligning, view({ spare: { position: 49.95 } }))).toEqual({ do: 'start' });
  });

  test('a browser whose players seem to start before they are told to is told later', () => {
    const early = { ...skills, latency: -0.2 };
    expect(decide(aligning, view({ skills: early, spare: { position: 49.85 } })).do).toBe('stay');
    expect(decide(aligning, view({ skills: early, spare: { position: 49.79 } }))).toEqual({ do: 'start' });
  });

  test('an old one that fails is followed where it stopped', () => {
    const old = { ...paused, failed: true };
    expect(decide(preparing, view({ old, spare: { position: 51 } }))).toEqual({ do: 'park', at: 50 });
    expect(decide(preparing, view({ old, spare: { position: 50 } }))).toEqual({ do: 'swap' });
  });

  test.each([
    ['fails', { spare: { failed: true } }, 'trouble'],
    ['takes too long', { now: 15_001, spare: {} }, 'trouble'],
    ['would take the viewer out of full screen', { hold: 'fullscreen', spare: {} }, 'hold'],
  ] as const)('it is given up when it %s', (_, changes, because) => {
    for (const situation of [preparing, aligning, ready()])
      expect(decide(situation, view(changes))).toEqual({ do: 'abandon', because });
  });
});

describe('while both play', () => {
  const spare = { paused: false };

  test('in step, the spare one takes over', () => {
    expect(decide(ready(0.01, -0.2, 0.012, 0.011, 0.3), view({ spare }))).toEqual({ do: 'swap' });
  });

  test('out of step, it is stopped and started better', () => {
    expect(decide(ready(0.04, 0.04, 0.05, 0.04, 0.04), view({ spare }))).toEqual({
      do: 'correct',
      error: 0.04,
      at: 51,
    });
  });

  test('out of step for the third time, it may take over a little out of step', () => {
    const third: Situation = {
      ...pair,
      status: 'ready',
      round: 2,
      startedAt: 0,
      errors: [0.04, 0.04, 0.04, 0.04, 0.04],
    };
    expect(decide(third, view({ spare }))).toEqual({ do: 'swap' });
  });

  test('it is looked at often enough, and not before it runs steadily', () => {
    expect(decide(ready(0, 0, 0), view({ spare })).do).toBe('stay');
    expect(decide(ready(0, 0, 0, 0, 0), view({ now: 100, spare })).do).toBe('stay');
  });

  test('a browser that stops it for its sound is believed', () => {
    expect(decide(ready(), view({ spare: { paused: true } }))).toEqual({ do: 'abandon', because: 'sound' });
    expect(decide(swapping, view({ spare: { paused: true } }))).toEqual({ do: 'abandon', because: 'sound' });
  });

  test('it takes over once it is as loud, or after half a second', () => {
    expect(decide({ ...swapping, since: 990 }, view({ spare: { ...spare, inTune: false } })).do).toBe('stay');
    expect(decide({ ...swapping, since: 990 }, view({ spare }))).toEqual({ do: 'finish' });
    expect(decide({ ...swapping, since: 500 }, view({ spare: { ...spare, inTune: false } }))).toEqual({ do: 'finish' });
  });

  test('a sound that was not tried before is given time to be objected to', () => {
    const untried = { ...swapping, since: 990, isHeard: false };
    expect(decide(untried, view({ spare })).do).toBe('stay');
    expect(decide(untried, view({ now: 1050, spare }))).toEqual({ do: 'finish' });
  });

  test('a viewer who plays or pauses in the last moment is followed', () => {
    const still = { ...swapping, isRunning: false };
    expect(decide(still, view({ spare: { paused: true } }))).toEqual({ do: 'park', at: 50 });
    expect(decide(swapping, view({ old: paused, spare }))).toEqual({ do: 'park', at: 50 });
  });

  test.each([
    ['seeks', { ...playing, seeking: true, position: 300 }],
    ['has sought', { ...playing, position: 300 }],
  ])('a viewer who %s in the last moment is followed', (_, old) => {
    expect(decide(swapping, view({ old, spare }))).toEqual({ do: 'park', at: 300 });
  });

  test('a viewer who goes to full screen in the last moment stays there', () => {
    expect(decide(swapping, view({ hold: 'fullscreen', spare }))).toEqual({ do: 'abandon', because: 'hold' });
  });

  test('one that the browser stops does not follow one that has failed', () => {
    const old = { ...playing, failed: true };
    expect(decide(swapping, view({ old, spare: { paused: true } }))).toEqual({ do: 'abandon', because: 'sound' });
  });
});

describe('in a broadcast', () => {
  const live: Sight = { ...playing, live: true, position: -6, duration: Infinity };

  test('the spare one plays as soon as it can, as far behind the edge as the old one, or nearly', () => {
    expect(decide(waiting(), view({ old: live, now: 80_000 }))).toEqual({ do: 'prepare', at: -6 });
    expect(decide(preparing, view({ old: live, spare: { position: -5 } }))).toEqual({ do: 'start' });
    expect(decide(ready(1, 1, 1, 1, 1), view({ old: live, spare: { paused: false } }))).toEqual({ do: 'swap' });
  });

  test('a viewer who is far behind the edge stays there', () => {
    const behind = { ...live, position: -60 };
    expect(decide(preparing, view({ old: behind, spare: { position: -5 } }))).toEqual({ do: 'park', at: -60 });
  });

  test('a seek of a viewer is waited for', () => {
    const old = { ...live, paused: true, seeking: true };
    expect(decide(preparing, view({ old, spare: { position: -5 } })).do).toBe('stay');
  });

  test('a browser that can not seek there is taken as it is', () => {
    const behind = { ...live, position: -60 };
    const twice: Situation = { ...pair, status: 'preparing', round: 2 };
    expect(decide(twice, view({ old: behind, spare: { position: -5 } }))).toEqual({ do: 'start' });
  });
});

describe('a reload in place', () => {
  const reloading: Situation = { status: 'reloading', order, captions: [] };

  test('is over when there is a picture at the right place', () => {
    expect(decide(reloading, view({ old: { ...playing, readyState: 1 } })).do).toBe('stay');
    expect(decide(reloading, view({ old: { ...playing, seeking: true } })).do).toBe('stay');
    expect(decide(reloading, view())).toEqual({ do: 'settle' });
  });

  test('that fails is examined', () => {
    expect(decide(reloading, view({ old: { ...playing, failed: true } }))).toEqual({ do: 'examine' });
  });
});
