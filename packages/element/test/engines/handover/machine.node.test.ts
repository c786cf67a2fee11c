import { describe, expect, test } from 'vitest';
import { decideStep } from '../../../src/engines/handover/machine.ts';
import type {
  HandoverRequest,
  MediaSnapshot,
  HandoverState,
  HandoverInput,
} from '../../../src/engines/handover/state.ts';
import type { PlayerInstance } from '../../../src/engines/handover/player-instance.ts';

const standby = {} as PlayerInstance;
const request: HandoverRequest = {
  token: { value: 'fresh', deadline: 9e9 },
  since: 0,
  deadline: 100_000,
  attempts: 0,
  wasBlocked: false,
  notBefore: 0,
};
const playing: MediaSnapshot = {
  position: 50,
  duration: 600,
  isLive: false,
  rate: 1,
  paused: false,
  ended: false,
  seeking: false,
  readyState: 4,
  hasFailed: false,
};
const paused: MediaSnapshot = { ...playing, paused: true };
const estimates = { headStart: 1, latency: 0.03, loadTime: 2 };

const createInput = (
  changes: Partial<Omit<HandoverInput, 'standby'>> & { standby?: Partial<NonNullable<HandoverInput['standby']>> } = {},
): HandoverInput => ({
  now: 1000,
  active: playing,
  blocker: null,
  estimates,
  ...changes,
  standby: changes.standby
    ? { ...paused, isVolumeEqual: true, settlingMs: 150, precisionS: 0.015, ...changes.standby }
    : null,
});
const waiting = (changes: Partial<HandoverRequest> = {}): HandoverState => ({
  status: 'waiting',
  request: { ...request, ...changes },
});
const withStandby = { request, standby, since: 0, seeks: 0 } as const;
const preparing: HandoverState = { status: 'preparing', ...withStandby };
const aligning: HandoverState = { status: 'aligning', ...withStandby };
const ready = (...errors: number[]): HandoverState => ({ status: 'ready', ...withStandby, startedAt: 0, errors });
const swapping = { status: 'swapping', ...withStandby, isRunning: true, isHeard: true } as const;

describe('with a fresh token at hand', () => {
  test('a film that plays is left alone until half a minute before the old token dies', () => {
    expect(decideStep(waiting(), createInput())).toEqual({ do: 'stay', until: 70_000 });
    expect(decideStep(waiting(), createInput({ now: 70_000 }))).toEqual({ do: 'prepare', position: 51 });
  });

  test('whoever takes long to load begins earlier', () => {
    const slow = { ...estimates, loadTime: 12 };
    expect(decideStep(waiting(), createInput({ estimates: slow }))).toEqual({ do: 'stay', until: 52_000 });
  });

  test.each([
    ['paused', paused],
    ['seeking', { ...playing, seeking: true }],
  ])('a film that is %s is handed over at once, where it stands', (_, active) => {
    expect(decideStep(waiting(), createInput({ active }))).toEqual({ do: 'prepare', position: active.position });
  });

  test('a film that has ended needs nothing before it is played again', () => {
    const active = { ...paused, position: 600, ended: true };
    expect(decideStep(waiting(), createInput({ active, now: 99_000 }))).toEqual({ do: 'stay', until: Infinity });
  });

  test('a film that is about to end, or to begin again, is let go there first', () => {
    const active = { ...playing, position: 599.2 };
    expect(decideStep(waiting(), createInput({ active, now: 80_000 })).do).toBe('stay');
  });

  test('swaps without waiting for a seek that the active player cannot finish, because its token has expired', () => {
    const active = { ...playing, seeking: true, position: 300 };
    const there = { position: 300, readyState: 4 };
    const expired = { now: request.deadline, active, standby: there };
    const since = request.deadline - 1000;
    expect(decideStep({ ...preparing, since }, createInput({ ...expired, now: request.deadline - 1 })).do).toBe('stay');
    expect(decideStep({ ...preparing, since }, createInput(expired))).toEqual({ do: 'swap' });
    // And once it swaps, it does not turn back.
    expect(decideStep({ ...swapping, since }, createInput(expired)).do).not.toBe('seek-standby');
  });

  test.each(['fullscreen', 'picture-in-picture', 'remote', 'hidden', 'sound'] as const)(
    'in %s there is no second player: the first loads again at a pause, or at the last safe moment',
    (hold) => {
      expect(decideStep(waiting(), createInput({ blocker: hold }))).toEqual({ do: 'stay', until: 98_500 });
      expect(decideStep(waiting(), createInput({ blocker: hold, active: paused }))).toEqual({ do: 'reload' });
      expect(decideStep(waiting(), createInput({ blocker: hold, now: 98_500 }))).toEqual({ do: 'reload' });
    },
  );

  test('when the viewer comes back from there, a second player is made ready at once', () => {
    expect(decideStep(waiting({ wasBlocked: true }), createInput())).toEqual({ do: 'prepare', position: 51 });
  });

  test('an advertisement is never cut, not even by the death of a token that it does not need', () => {
    expect(decideStep(waiting(), createInput({ blocker: 'ad', now: 99_999 }))).toEqual({ do: 'stay', until: Infinity });
  });

  test('a player that has shown nothing yet takes the token itself', () => {
    expect(decideStep(waiting(), createInput({ active: { ...paused, readyState: 0 } }))).toEqual({ do: 'replace' });
  });

  test('a player that has failed takes the token itself', () => {
    expect(decideStep(waiting(), createInput({ active: { ...playing, hasFailed: true } }))).toEqual({ do: 'reload' });
    expect(decideStep({ status: 'idle' }, createInput({ active: { ...playing, hasFailed: true } }))).toEqual({
      do: 'diagnose',
    });
  });

  test('after a try that failed it waits, tries again, and loads in place when time is up', () => {
    const tried = waiting({ attempts: 1, notBefore: 80_000 });
    expect(decideStep(tried, createInput({ now: 75_000 }))).toEqual({ do: 'stay', until: 80_000 });
    expect(decideStep(tried, createInput({ now: 80_000 })).do).toBe('prepare');
    expect(decideStep(tried, createInput({ now: 98_500 }))).toEqual({ do: 'reload' });
  });
});

describe('while the spare one is made ready', () => {
  test('it is waited for while it loads and seeks', () => {
    expect(decideStep(preparing, createInput({ standby: { readyState: 1 } })).do).toBe('stay');
    expect(decideStep(preparing, createInput({ standby: { seeking: true } })).do).toBe('stay');
  });

  test('standing ahead of the old one, it waits there', () => {
    expect(decideStep(preparing, createInput({ standby: { position: 51 } }))).toEqual({ do: 'wait-for-alignment' });
  });

  test('that came too late, it is sent further ahead', () => {
    expect(decideStep(preparing, createInput({ standby: { position: 50.05 } }))).toEqual({
      do: 'seek-standby',
      position: 51,
    });
    expect(decideStep(aligning, createInput({ standby: { position: 49.8 } }))).toEqual({
      do: 'seek-standby',
      position: 51,
    });
  });

  test('at twice the speed, it is sent twice as far', () => {
    const active = { ...playing, rate: 2 };
    expect(decideStep(preparing, createInput({ active, standby: { position: 50 } }))).toEqual({
      do: 'seek-standby',
      position: 52,
    });
  });

  test('a viewer who seeks meanwhile takes it along', () => {
    const active = { ...playing, position: 300 };
    expect(decideStep(aligning, createInput({ active, standby: { position: 51 } }))).toEqual({
      do: 'seek-standby',
      position: 301,
    });
  });

  test('a viewer who pauses meanwhile gets the very same picture', () => {
    const active = { ...paused, position: 50.4 };
    expect(decideStep(aligning, createInput({ active, standby: { position: 51 } }))).toEqual({
      do: 'seek-standby',
      position: 50.4,
    });
    expect(decideStep(preparing, createInput({ active, standby: { position: 50.4 } }))).toEqual({ do: 'swap' });
  });

  test('it starts as much early as starting takes', () => {
    expect(decideStep(aligning, createInput({ standby: { position: 50.5 } }))).toEqual({ do: 'stay', until: 1470 });
    expect(decideStep(aligning, createInput({ standby: { position: 50.02 } }))).toEqual({ do: 'start' });
    expect(decideStep(aligning, createInput({ standby: { position: 49.95 } }))).toEqual({ do: 'start' });
  });

  test('a browser whose players seem to start before they are told to is told later', () => {
    const early = { ...estimates, latency: -0.2 };
    expect(decideStep(aligning, createInput({ estimates: early, standby: { position: 49.85 } })).do).toBe('stay');
    expect(decideStep(aligning, createInput({ estimates: early, standby: { position: 49.79 } }))).toEqual({
      do: 'start',
    });
  });

  test('an old one that fails is followed where it stopped', () => {
    const active = { ...paused, hasFailed: true };
    expect(decideStep(preparing, createInput({ active, standby: { position: 51 } }))).toEqual({
      do: 'seek-standby',
      position: 50,
    });
    expect(decideStep(preparing, createInput({ active, standby: { position: 50 } }))).toEqual({ do: 'swap' });
  });

  test.each([
    ['fails', { standby: { hasFailed: true } }, 'failure'],
    ['takes too long', { now: 15_001, standby: {} }, 'failure'],
    ['would take the viewer out of full screen', { blocker: 'fullscreen', standby: {} }, 'blocker'],
  ] as const)('it is given up when it %s', (_, changes, because) => {
    for (const state of [preparing, aligning, ready()])
      expect(decideStep(state, createInput(changes))).toEqual({ do: 'abandon', reason: because });
  });
});

describe('while both play', () => {
  const standby = { paused: false };

  test('in step, the spare one takes over', () => {
    expect(decideStep(ready(0.01, -0.2, 0.012, 0.011, 0.3), createInput({ standby }))).toEqual({ do: 'swap' });
  });

  test('out of step, it is stopped and started better', () => {
    expect(decideStep(ready(0.04, 0.04, 0.05, 0.04, 0.04), createInput({ standby }))).toEqual({
      do: 'correct',
      error: 0.04,
      position: 51,
    });
  });

  test('out of step for the third time, it may take over a little out of step', () => {
    const third: HandoverState = {
      ...withStandby,
      status: 'ready',
      seeks: 2,
      startedAt: 0,
      errors: [0.04, 0.04, 0.04, 0.04, 0.04],
    };
    expect(decideStep(third, createInput({ standby }))).toEqual({ do: 'swap' });
  });

  test('it is looked at often enough, and not before it runs steadily', () => {
    expect(decideStep(ready(0, 0, 0), createInput({ standby })).do).toBe('stay');
    expect(decideStep(ready(0, 0, 0, 0, 0), createInput({ now: 100, standby })).do).toBe('stay');
  });

  test('a browser that stops it for its sound is believed', () => {
    expect(decideStep(ready(), createInput({ standby: { paused: true } }))).toEqual({ do: 'abandon', reason: 'sound' });
    expect(decideStep(swapping, createInput({ standby: { paused: true } }))).toEqual({
      do: 'abandon',
      reason: 'sound',
    });
  });

  test('it takes over once it is as loud, or after half a second', () => {
    expect(
      decideStep({ ...swapping, since: 990 }, createInput({ standby: { ...standby, isVolumeEqual: false } })).do,
    ).toBe('stay');
    expect(decideStep({ ...swapping, since: 990 }, createInput({ standby }))).toEqual({ do: 'finish' });
    expect(
      decideStep({ ...swapping, since: 500 }, createInput({ standby: { ...standby, isVolumeEqual: false } })),
    ).toEqual({ do: 'finish' });
  });

  test('a sound that was not tried before is given time to be objected to', () => {
    const untried = { ...swapping, since: 990, isHeard: false };
    expect(decideStep(untried, createInput({ standby })).do).toBe('stay');
    expect(decideStep(untried, createInput({ now: 1050, standby }))).toEqual({ do: 'finish' });
  });

  test('a viewer who plays or pauses in the last moment is followed', () => {
    const still = { ...swapping, isRunning: false };
    expect(decideStep(still, createInput({ standby: { paused: true } }))).toEqual({ do: 'seek-standby', position: 50 });
    expect(decideStep(swapping, createInput({ active: paused, standby }))).toEqual({
      do: 'seek-standby',
      position: 50,
    });
  });

  test.each([
    ['seeks', { ...playing, seeking: true, position: 300 }],
    ['has sought', { ...playing, position: 300 }],
  ])('a viewer who %s in the last moment is followed', (_, active) => {
    expect(decideStep(swapping, createInput({ active, standby }))).toEqual({ do: 'seek-standby', position: 300 });
  });

  test('a viewer who goes to full screen in the last moment stays there', () => {
    expect(decideStep(swapping, createInput({ blocker: 'fullscreen', standby }))).toEqual({
      do: 'abandon',
      reason: 'blocker',
    });
  });

  test('one that the browser stops does not follow one that has failed', () => {
    const active = { ...playing, hasFailed: true };
    expect(decideStep(swapping, createInput({ active, standby: { paused: true } }))).toEqual({
      do: 'abandon',
      reason: 'sound',
    });
  });
});

describe('in a broadcast', () => {
  const live: MediaSnapshot = { ...playing, isLive: true, position: -6, duration: Infinity };

  test('the spare one plays as soon as it can, as far behind the edge as the old one, or nearly', () => {
    expect(decideStep(waiting(), createInput({ active: live, now: 80_000 }))).toEqual({ do: 'prepare', position: -6 });
    expect(decideStep(preparing, createInput({ active: live, standby: { position: -5 } }))).toEqual({ do: 'start' });
    expect(decideStep(ready(1, 1, 1, 1, 1), createInput({ active: live, standby: { paused: false } }))).toEqual({
      do: 'swap',
    });
  });

  test('a viewer who is far behind the edge stays there', () => {
    const behind = { ...live, position: -60 };
    expect(decideStep(preparing, createInput({ active: behind, standby: { position: -5 } }))).toEqual({
      do: 'seek-standby',
      position: -60,
    });
  });

  test('a seek of a viewer is waited for', () => {
    const active = { ...live, paused: true, seeking: true };
    expect(decideStep(preparing, createInput({ active, standby: { position: -5 } })).do).toBe('stay');
  });

  test('a browser that can not seek there is taken as it is', () => {
    const behind = { ...live, position: -60 };
    const twice: HandoverState = { ...withStandby, status: 'preparing', seeks: 2 };
    expect(decideStep(twice, createInput({ active: behind, standby: { position: -5 } }))).toEqual({ do: 'start' });
  });
});

describe('a reload in place', () => {
  const reloading: HandoverState = { status: 'reloading', request, captions: [] };

  test('is over when there is a picture at the right place', () => {
    expect(decideStep(reloading, createInput({ active: { ...playing, readyState: 1 } })).do).toBe('stay');
    expect(decideStep(reloading, createInput({ active: { ...playing, seeking: true } })).do).toBe('stay');
    expect(decideStep(reloading, createInput())).toEqual({ do: 'settle' });
  });

  test('that fails is examined', () => {
    expect(decideStep(reloading, createInput({ active: { ...playing, hasFailed: true } }))).toEqual({ do: 'diagnose' });
  });
});
