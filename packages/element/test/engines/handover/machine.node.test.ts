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
    ? {
        ...paused,
        isVolumeEqual: true,
        settlingMs: 150,
        tolerancesS: [0.015, 0.03, 0.045],
        paintMs: 0,
        ...changes.standby,
      }
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
const painting: HandoverState = { status: 'painting', ...withStandby, startedAt: 900 };
const swapping = { status: 'swapping', ...withStandby, isRunning: true, isHeard: true } as const;

describe('decideStep with a fresh token', () => {
  test('waits until 30 s before the expiry while the video plays', () => {
    expect(decideStep(waiting(), createInput())).toEqual({ do: 'stay', until: 70_000 });
    expect(decideStep(waiting(), createInput({ now: 70_000 }))).toEqual({ do: 'prepare', position: 51 });
  });

  test('begins earlier when loading takes longer', () => {
    const slow = { ...estimates, loadTime: 12 };
    expect(decideStep(waiting(), createInput({ estimates: slow }))).toEqual({ do: 'stay', until: 52_000 });
  });

  test.each([
    ['paused', paused],
    ['seeking', { ...playing, seeking: true }],
  ])('begins at once, at the same position, while the video is %s', (_, active) => {
    expect(decideStep(waiting(), createInput({ active }))).toEqual({ do: 'prepare', position: active.position });
  });

  test('does nothing for an ended video until it is replayed', () => {
    const active = { ...paused, position: 600, ended: true };
    expect(decideStep(waiting(), createInput({ active, now: 99_000 }))).toEqual({ do: 'stay', until: Infinity });
  });

  test('waits for the end of a video that is about to end or loop', () => {
    const decide = (position: number, rate = 1) =>
      decideStep(waiting(), createInput({ active: { ...playing, position, rate }, now: 80_000 })).do;
    expect([599.2, 597.1, 597].map((position) => decide(position))).toEqual(['stay', 'stay', 'prepare']);
    expect([594.1, 594].map((position) => decide(position, 2))).toEqual(['stay', 'prepare']);
    // A short video loops often.
    const short = { ...playing, duration: 3, position: 0.4 };
    expect(decideStep(waiting(), createInput({ active: short, now: 80_000 })).do).toBe('prepare');
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
    'creates no second player for the blocker %s: reloads at a pause, or at the last safe moment',
    (blocker) => {
      expect(decideStep(waiting(), createInput({ blocker }))).toEqual({ do: 'stay', until: 98_500 });
      expect(decideStep(waiting(), createInput({ blocker, active: paused }))).toEqual({ do: 'reload' });
      expect(decideStep(waiting(), createInput({ blocker, now: 98_500 }))).toEqual({ do: 'reload' });
    },
  );

  test('prepares a second player at once when the blocker has ended', () => {
    expect(decideStep(waiting({ wasBlocked: true }), createInput())).toEqual({ do: 'prepare', position: 51 });
  });

  test('never interrupts an advertisement, although the token expires', () => {
    expect(decideStep(waiting(), createInput({ blocker: 'ad', now: 99_999 }))).toEqual({ do: 'stay', until: Infinity });
  });

  test('replaces the token of a player that has no data yet', () => {
    expect(decideStep(waiting(), createInput({ active: { ...paused, readyState: 0 } }))).toEqual({ do: 'replace' });
  });

  test('reloads a player that has failed, or diagnoses it without a fresh token', () => {
    expect(decideStep(waiting(), createInput({ active: { ...playing, hasFailed: true } }))).toEqual({ do: 'reload' });
    expect(decideStep({ status: 'idle' }, createInput({ active: { ...playing, hasFailed: true } }))).toEqual({
      do: 'diagnose',
    });
  });

  test('waits after a failed attempt, tries again, and reloads in place at the last safe moment', () => {
    const tried = waiting({ attempts: 1, notBefore: 80_000 });
    expect(decideStep(tried, createInput({ now: 75_000 }))).toEqual({ do: 'stay', until: 80_000 });
    expect(decideStep(tried, createInput({ now: 80_000 })).do).toBe('prepare');
    expect(decideStep(tried, createInput({ now: 98_500 }))).toEqual({ do: 'reload' });
  });
});

describe('decideStep while the standby player loads or aligns', () => {
  test('waits while the standby player loads or seeks', () => {
    expect(decideStep(preparing, createInput({ standby: { readyState: 1 } })).do).toBe('stay');
    expect(decideStep(preparing, createInput({ standby: { seeking: true } })).do).toBe('stay');
  });

  test('waits for alignment when the standby player is ahead', () => {
    expect(decideStep(preparing, createInput({ standby: { position: 51 } }))).toEqual({ do: 'wait-for-alignment' });
  });

  test('seeks the standby player further ahead when it is late', () => {
    expect(decideStep(preparing, createInput({ standby: { position: 50.05 } }))).toEqual({
      do: 'seek-standby',
      position: 51,
    });
    expect(decideStep(aligning, createInput({ standby: { position: 49.8 } }))).toEqual({
      do: 'seek-standby',
      position: 51,
    });
  });

  test('seeks the standby player twice as far ahead at double rate', () => {
    const active = { ...playing, rate: 2 };
    expect(decideStep(preparing, createInput({ active, standby: { position: 50 } }))).toEqual({
      do: 'seek-standby',
      position: 52,
    });
  });

  test('follows a seek of the viewer', () => {
    const active = { ...playing, position: 300 };
    expect(decideStep(aligning, createInput({ active, standby: { position: 51 } }))).toEqual({
      do: 'seek-standby',
      position: 301,
    });
  });

  test('seeks to the exact frame when the viewer pauses, and swaps there', () => {
    const active = { ...paused, position: 50.4 };
    expect(decideStep(aligning, createInput({ active, standby: { position: 51 } }))).toEqual({
      do: 'seek-standby',
      position: 50.4,
    });
    expect(decideStep(preparing, createInput({ active, standby: { position: 50.4 } }))).toEqual({ do: 'swap' });
  });

  test('starts the standby player early by the estimated latency', () => {
    expect(decideStep(aligning, createInput({ standby: { position: 50.5 } }))).toEqual({ do: 'stay', until: 1470 });
    expect(decideStep(aligning, createInput({ standby: { position: 50.02 } }))).toEqual({ do: 'start' });
    expect(decideStep(aligning, createInput({ standby: { position: 49.95 } }))).toEqual({ do: 'start' });
  });

  test('starts the standby player late when the estimated latency is negative', () => {
    const early = { ...estimates, latency: -0.2 };
    expect(decideStep(aligning, createInput({ estimates: early, standby: { position: 49.85 } })).do).toBe('stay');
    expect(decideStep(aligning, createInput({ estimates: early, standby: { position: 49.79 } }))).toEqual({
      do: 'start',
    });
  });

  test('seeks to the position at which the active player failed, and swaps there', () => {
    const active = { ...paused, hasFailed: true };
    expect(decideStep(preparing, createInput({ active, standby: { position: 51 } }))).toEqual({
      do: 'seek-standby',
      position: 50,
    });
    expect(decideStep(preparing, createInput({ active, standby: { position: 50 } }))).toEqual({ do: 'swap' });
  });

  test.each([
    ['the standby player fails', { standby: { hasFailed: true } }, 'failure'],
    ['the standby player takes too long', { now: 15_001, standby: {} }, 'failure'],
    ['the viewer enters full screen', { blocker: 'fullscreen', standby: {} }, 'blocker'],
  ] as const)('abandons the attempt when %s', (_, changes, reason) => {
    for (const state of [preparing, aligning, ready(), painting])
      expect(decideStep(state, createInput(changes))).toEqual({ do: 'abandon', reason });
  });
});

describe('decideStep while both players play', () => {
  const standby = { paused: false };

  test('swaps when the positions match', () => {
    expect(decideStep(ready(0.01, -0.2, 0.012, 0.011, 0.3), createInput({ standby }))).toEqual({ do: 'swap' });
  });

  test('corrects the standby player when the positions differ', () => {
    expect(decideStep(ready(0.04, 0.04, 0.05, 0.04, 0.04), createInput({ standby }))).toEqual({
      do: 'correct',
      error: 0.04,
      position: 51,
    });
  });

  test('accepts a small difference at the third attempt', () => {
    const third: HandoverState = {
      ...withStandby,
      status: 'ready',
      seeks: 2,
      startedAt: 0,
      errors: [0.04, 0.04, 0.04, 0.04, 0.04],
    };
    expect(decideStep(third, createInput({ standby }))).toEqual({ do: 'swap' });
  });

  test('accepts any difference after more attempts than there are tolerances', () => {
    const last = { ...ready(0.2, 0.2, 0.2, 0.2, 0.2), seeks: 3 } as HandoverState;
    expect(decideStep(last, createInput({ standby }))).toEqual({ do: 'swap' });
  });

  test('paints a standby player that was not painted, and swaps when the paint is on the screen', () => {
    const hidden = { ...standby, paintMs: 150 };
    expect(decideStep(ready(0, 0, 0, 0, 0), createInput({ standby: hidden }))).toEqual({ do: 'paint' });
    expect(decideStep(painting, createInput({ standby: hidden }))).toEqual({ do: 'stay', until: 1050 });
    expect(decideStep(painting, createInput({ now: 1050, standby: hidden }))).toEqual({ do: 'swap' });
  });

  test.each([
    ['a pause', paused],
    ['a seek', { ...playing, seeking: true }],
  ])('follows %s of the viewer while the standby player is painted', (_, active) => {
    expect(decideStep(painting, createInput({ active, standby }))).toEqual({ do: 'seek-standby', position: 50 });
  });

  test('follows a change of the rate while the standby player is painted', () => {
    const active = { ...playing, rate: 2 };
    expect(decideStep(painting, createInput({ active, standby }))).toEqual({ do: 'seek-standby', position: 52 });
  });

  test('waits for enough measurements, and for steady playback', () => {
    expect(decideStep(ready(0, 0, 0), createInput({ standby })).do).toBe('stay');
    expect(decideStep(ready(0, 0, 0, 0, 0), createInput({ now: 100, standby })).do).toBe('stay');
  });

  test('abandons the attempt when the browser pauses the standby player for its sound', () => {
    expect(decideStep(ready(), createInput({ standby: { paused: true } }))).toEqual({ do: 'abandon', reason: 'sound' });
    expect(decideStep(swapping, createInput({ standby: { paused: true } }))).toEqual({
      do: 'abandon',
      reason: 'sound',
    });
  });

  test('finishes when the volumes are equal, or after half a second', () => {
    expect(
      decideStep({ ...swapping, since: 990 }, createInput({ standby: { ...standby, isVolumeEqual: false } })).do,
    ).toBe('stay');
    expect(decideStep({ ...swapping, since: 990 }, createInput({ standby }))).toEqual({ do: 'finish' });
    expect(
      decideStep({ ...swapping, since: 500 }, createInput({ standby: { ...standby, isVolumeEqual: false } })),
    ).toEqual({ do: 'finish' });
  });

  test('waits for the browser to object to sound that was not probed', () => {
    const untried = { ...swapping, since: 990, isHeard: false };
    expect(decideStep(untried, createInput({ standby })).do).toBe('stay');
    expect(decideStep(untried, createInput({ now: 1050, standby }))).toEqual({ do: 'finish' });
  });

  test('follows play and pause during the swap', () => {
    const still = { ...swapping, isRunning: false };
    expect(decideStep(still, createInput({ standby: { paused: true } }))).toEqual({ do: 'seek-standby', position: 50 });
    expect(decideStep(swapping, createInput({ active: paused, standby }))).toEqual({
      do: 'seek-standby',
      position: 50,
    });
  });

  test.each([
    ['a seek', { ...playing, seeking: true, position: 300 }],
    ['a finished seek', { ...playing, position: 300 }],
  ])('follows %s of the viewer during the swap', (_, active) => {
    expect(decideStep(swapping, createInput({ active, standby }))).toEqual({ do: 'seek-standby', position: 300 });
  });

  test('abandons the swap when the viewer enters full screen', () => {
    expect(decideStep(swapping, createInput({ blocker: 'fullscreen', standby }))).toEqual({
      do: 'abandon',
      reason: 'blocker',
    });
  });

  test('abandons the swap when the browser pauses the standby player of a failed one', () => {
    const active = { ...playing, hasFailed: true };
    expect(decideStep(swapping, createInput({ active, standby: { paused: true } }))).toEqual({
      do: 'abandon',
      reason: 'sound',
    });
  });
});

describe('decideStep in a live stream', () => {
  const live: MediaSnapshot = { ...playing, isLive: true, position: -6, duration: Infinity };

  test('starts the standby player as soon as it can play, at about the same distance to the live edge', () => {
    expect(decideStep(waiting(), createInput({ active: live, now: 80_000 }))).toEqual({ do: 'prepare', position: -6 });
    expect(decideStep(preparing, createInput({ active: live, standby: { position: -5 } }))).toEqual({ do: 'start' });
    expect(decideStep(ready(1, 1, 1, 1, 1), createInput({ active: live, standby: { paused: false } }))).toEqual({
      do: 'swap',
    });
  });

  test('seeks to the position of a viewer who is far behind the live edge', () => {
    const behind = { ...live, position: -60 };
    expect(decideStep(preparing, createInput({ active: behind, standby: { position: -5 } }))).toEqual({
      do: 'seek-standby',
      position: -60,
    });
  });

  test('waits for a seek of the viewer', () => {
    const active = { ...live, paused: true, seeking: true };
    expect(decideStep(preparing, createInput({ active, standby: { position: -5 } })).do).toBe('stay');
  });

  test('starts the standby player where it is when two seeks had no effect', () => {
    const behind = { ...live, position: -60 };
    const twice: HandoverState = { ...withStandby, status: 'preparing', seeks: 2 };
    expect(decideStep(twice, createInput({ active: behind, standby: { position: -5 } }))).toEqual({ do: 'start' });
  });
});

describe('decideStep during a reload in place', () => {
  const reloading: HandoverState = { status: 'reloading', request, since: 0, count: 1, captions: [] };

  test('settles when the player has a frame at the position', () => {
    expect(decideStep(reloading, createInput({ active: { ...playing, readyState: 1 } })).do).toBe('stay');
    expect(decideStep(reloading, createInput({ active: { ...playing, seeking: true } })).do).toBe('stay');
    expect(decideStep(reloading, createInput())).toEqual({ do: 'settle' });
  });

  test('diagnoses a reload that fails', () => {
    expect(decideStep(reloading, createInput({ active: { ...playing, hasFailed: true } }))).toEqual({ do: 'diagnose' });
  });

  test('loads again when there is no frame after 15 s, and then after 30 s', () => {
    const empty = { ...playing, readyState: 1 };
    expect(decideStep(reloading, createInput({ active: empty }))).toEqual({ do: 'stay', until: 15_000 });
    expect(decideStep(reloading, createInput({ active: empty, now: 15_000 }))).toEqual({ do: 'reload' });
    const again = { ...reloading, since: 15_000, count: 2 };
    expect(decideStep(again, createInput({ active: empty, now: 15_000 }))).toEqual({ do: 'stay', until: 45_000 });
  });

  test('waits without end while the viewer has paused: some browsers load no data then', () => {
    const active = { ...paused, readyState: 1 };
    expect(decideStep(reloading, createInput({ active, now: 99_000 }))).toEqual({ do: 'stay', until: Infinity });
  });
});
