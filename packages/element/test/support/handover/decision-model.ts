import { decideStep } from '../../../src/engines/handover/machine.ts';
import type {
  HandoverRequest,
  MediaSnapshot,
  HandoverState,
  HandoverStep,
  HandoverInput,
} from '../../../src/engines/handover/state.ts';
import type { PlayerInstance, HandoverBlocker } from '../../../src/engines/handover/player-instance.ts';
import type { Edge, Model } from '../../../../session/test/support/explore.ts';

/**
 * A hand-over and its input, with abstract time: each clock is an index of a list of durations. What a state does not read
 * (such as the remaining lifetime of the active token while a standby player exists) is undetermined, and may have any value afterwards.
 */
export interface World {
  readonly status: HandoverState['status'];
  /** The visible player. `blank`: nothing is loaded. `closing`: the video ends within half a second. */
  readonly active: { readonly paused: boolean; readonly phase: ActivePhase };
  /** The hidden player. `stalled`: one frame, and no data after it. */
  readonly standby: { readonly paused: boolean; readonly phase: StandbyPhase; readonly isVolumeEqual: boolean } | null;
  /** By how many seconds the standby player is ahead. */
  readonly ahead: (typeof AHEAD)[number];
  readonly blocker: HandoverBlocker | null;
  /** Remaining lifetime of the active player's token, as an index of `REMAINING`. */
  readonly remaining: number;
  /** An attempt has failed. `isPausing`: the next one has to wait. */
  readonly hasTried: boolean;
  readonly isPausing: boolean;
  readonly wasBlocked: boolean;
  readonly seeks: number;
  /** Duration of the attempt, of playback in both players, or of the swap, as an index of `AGES`. */
  readonly age: number;
  readonly isRunning: boolean;
  readonly isHeard: boolean;
}

type ActivePhase = 'blank' | 'playable' | 'seeking' | 'closing' | 'ended' | 'failed';
type StandbyPhase = 'loading' | 'seeking' | 'stalled' | 'playable' | 'failed';

const NOW = 1_000_000;
const AHEAD = [-1, 0, 0.2, 1.2] as const;
/** Milliseconds: enough, less than a hand-over takes, the last moment, none. */
const REMAINING = [60_000, 20_000, 1000, 0] as const;
/** Milliseconds: just started, long enough to measure, longer than the swap may take, longer than any deadline. */
const AGES = [0, 250, 600, 16_000] as const;
const MAX_SEEKS = 6;

export type Decide = typeof decideStep;

/** A hand-over and all events that can occur, in a video on demand or in a live stream. */
export function handoverModel(choose: Decide, live: boolean): Model<World> {
  const initial: World = {
    status: 'idle',
    active: { paused: true, phase: 'blank' },
    standby: null,
    ahead: 0,
    blocker: null,
    remaining: 0,
    hasTried: false,
    isPausing: false,
    wasBlocked: false,
    seeks: 0,
    age: 0,
    isRunning: false,
    isHeard: false,
  };
  const ends: Ends = Object.keys(FUTURES).map(() => new Set());
  return {
    initial: [initial],
    key: keyOf,
    *edges(world) {
      for (const [label, changed] of listEvents(world)) yield* settle(choose, live, label, changed);
    },
    check: (world) => violationsOfState(choose, live, world, ends),
  };
}

/** The events that may occur next in either player, by the viewer or as time passes. */
function* listEvents(world: World): Iterable<readonly [string, World]> {
  const { status, active, standby, blocker } = world;
  const withActive = (change: Partial<World['active']>): World => ({ ...world, active: { ...active, ...change } });
  if (['idle', 'waiting', 'failed'].includes(status))
    for (const remaining of REMAINING.keys())
      if (remaining < 3) yield ['a fresh token', waiting({ ...world, remaining, hasTried: false, isPausing: false })];
  if (status === 'waiting' && world.remaining < 3) yield ['time passes', { ...world, remaining: world.remaining + 1 }];
  if (status === 'reloading' && world.age === 0) yield ['time passes', { ...world, age: AGES.length - 1 }];
  if (world.isPausing) yield ['the pause is over', { ...world, isPausing: false }];

  if (active.phase !== 'failed') yield ['the active player fails', withActive({ phase: 'failed' })];
  if (active.phase === 'blank') yield ['the active player loads', withActive({ phase: 'playable' })];
  if (active.phase !== 'blank' && active.phase !== 'failed') {
    yield [
      active.paused ? 'the viewer plays' : 'the viewer pauses',
      withActive({ paused: !active.paused, phase: active.phase === 'ended' ? 'seeking' : active.phase }),
    ];
    if (active.phase !== 'seeking')
      for (const ahead of AHEAD) yield ['the viewer seeks', { ...withActive({ phase: 'seeking' }), ahead }];
    if (active.phase === 'seeking') yield ['the seek is done', withActive({ phase: 'playable' })];
    if (active.phase === 'playable' && !active.paused) yield ['the end is near', withActive({ phase: 'closing' })];
    if (active.phase === 'closing') yield ['the video ends', withActive({ phase: 'ended', paused: true })];
  }

  if (blocker !== 'sound')
    for (const other of [null, 'fullscreen', 'ad'] as const)
      if (other !== blocker && (other === null || blocker === null))
        yield [other === null ? 'the viewer comes back' : other, { ...world, blocker: other }];

  if (!standby) return;
  const withStandby = (change: Partial<NonNullable<World['standby']>>): World => ({
    ...world,
    standby: { ...standby, ...change },
  });
  for (const phase of ['stalled', 'playable', 'failed'] as const)
    if (phase !== standby.phase && standby.phase !== 'failed')
      yield [`the standby player is ${phase}`, withStandby({ phase })];
  if (!standby.paused) yield ['the browser pauses the standby player', withStandby({ paused: true })];
  if (!standby.isVolumeEqual && status === 'swapping')
    yield ['the standby player has its sound', withStandby({ isVolumeEqual: true })];
  for (const ahead of AHEAD)
    if (ahead !== world.ahead) yield [`the standby player is ${ahead} s ahead`, { ...world, ahead }];
  if (world.age < AGES.length - 1) yield ['time passes', { ...world, age: world.age + 1 }];
}

/** Performs decisions until the next one is to wait, as the driver does after each event. */
function* settle(choose: Decide, live: boolean, label: string, from: World): Iterable<Edge<World>> {
  let open: readonly { readonly world: World; readonly label: string }[] = [{ world: from, label }];
  for (let count = 0; open.length > 0; count += 1) {
    const following = new Map<string, { world: World; label: string }>();
    for (const one of open) {
      const step = choose(toState(one.world), createInput(one.world, live));
      const seen = one.world.blocker && one.world.status === 'waiting' ? { ...one.world, wasBlocked: true } : one.world;
      if (step.do === 'stay') {
        yield { label: one.label, to: seen };
        continue;
      }
      const broken = violationsOfStep(one.world, step, live);
      const name = `${one.label} → ${step.do}`;
      if (count > 10) {
        yield { label: name, to: seen, broken: ['decisions come to rest, or the page would freeze'] };
        continue;
      }
      for (const world of act(seen, step)) {
        if (broken.length > 0) yield { label: name, to: world, broken };
        following.set(keyOf(world), { world, label: name });
      }
    }
    open = [...following.values()];
  }
}

/** Performs a step as `HandoverDriver` does. Returns each possible outcome. */
function act(world: World, step: Exclude<HandoverStep, { do: 'stay' }>): readonly World[] {
  const { active, standby } = world;
  switch (step.do) {
    case 'diagnose':
      return [alone({ ...world, status: 'failed' })];
    case 'settle':
      return afterwards(alone({ ...world, status: 'idle' }));
    case 'prepare':
      return [
        {
          ...world,
          ...UNDETERMINED,
          status: 'preparing',
          standby: { paused: true, phase: 'loading', isVolumeEqual: false },
        },
      ];
    case 'reload':
      return [alone({ ...world, status: 'reloading', active: { ...active, phase: 'blank' } })];
    case 'replace':
      return [alone({ ...world, status: 'idle', active: { ...active, phase: 'blank' } })];
    case 'seek-standby':
    case 'correct':
      return [
        {
          ...world,
          status: 'preparing',
          age: world.status === 'preparing' || world.status === 'aligning' ? world.age : 0,
          seeks: Math.min(world.seeks + 1, MAX_SEEKS),
          standby: { ...standby!, paused: true, phase: 'seeking', isVolumeEqual: false },
        },
      ];
    case 'wait-for-alignment':
      return [{ ...world, status: 'aligning' }];
    case 'paint':
      return [{ ...world, status: 'painting', age: 0 }];
    case 'start':
      return [{ ...world, status: 'ready', age: 0, standby: { ...standby!, paused: false } }];
    case 'swap': {
      const wasRunning = !standby!.paused;
      const paused = standby!.paused && active.paused;
      // A `<video>` changes its volume at once, a frame later.
      return [true, false].flatMap((isVolumeEqual) =>
        [true, false].map((isHeard): World => ({
          ...world,
          status: 'swapping',
          age: 0,
          isRunning: !paused,
          isHeard: isHeard || !wasRunning,
          standby: { ...standby!, isVolumeEqual, paused },
        })),
      );
    }
    case 'finish':
      return afterwards(
        alone({
          ...world,
          status: 'idle',
          blocker: world.blocker === 'ad' ? null : world.blocker,
          active: { paused: standby!.paused, phase: standby!.phase === 'failed' ? 'failed' : 'playable' },
        }),
      );
    case 'abandon': {
      const hasTried = step.reason === 'failure';
      const blocker = step.reason === 'sound' ? 'sound' : world.blocker;
      return [...REMAINING.keys()].flatMap((remaining) =>
        (hasTried ? [true] : [false, true]).map((tried) =>
          waiting({ ...alone(world), blocker, remaining, hasTried: tried, isPausing: hasTried }),
        ),
      );
    }
  }
}

/** No decision reads these while a standby player exists. */
const UNDETERMINED = { remaining: 0, hasTried: false, isPausing: false, wasBlocked: false, seeks: 0, age: 0 } as const;

const alone = (world: World): World => ({
  ...world,
  ...UNDETERMINED,
  standby: null,
  ahead: 0,
  isRunning: false,
  isHeard: false,
});

const waiting = (world: World): World => ({ ...world, status: 'waiting', wasBlocked: false });

/** A newer token may have arrived meanwhile. */
const afterwards = (world: World): readonly World[] => [world, waiting({ ...world, remaining: 0 })];

/** The invariants that a step violates. */
function violationsOfStep(world: World, step: HandoverStep, live: boolean): string[] {
  const { active, standby, blocker, remaining } = world;
  const hasFailed = active.phase === 'failed';
  const broken: string[] = [];
  if (step.do === 'finish') {
    if (!standby || standby.phase === 'failed') broken.push('a failed player does not take over');
    if (standby?.phase === 'loading') broken.push('the player that takes over has a frame');
    if (standby && standby.paused !== active.paused)
      broken.push('the player that takes over plays or is paused as the viewer chose');
    if (!hasFailed && active.phase === 'seeking') broken.push('a seek of the viewer is not undone');
    if (!live && !hasFailed && Math.abs(world.ahead) > 1) broken.push('the position is kept');
    if (!hasFailed && blocker && blocker !== 'sound')
      broken.push('no player takes over while the active one is blocked');
  }
  if (step.do === 'prepare' && blocker) broken.push('no second player while the first is blocked');
  if (step.do === 'reload' && world.status === 'reloading') {
    if (active.phase === 'playable' || active.paused || AGES[world.age]! < 15_000)
      broken.push('no reload is repeated while it may still end');
  } else if (step.do === 'reload' && !hasFailed && !blocker && remaining < 2 && !world.hasTried)
    broken.push('no reload in place while there is time for a hand-over');
  if (step.do === 'reload' && blocker === 'ad' && !hasFailed) broken.push('an advertisement is not interrupted');
  if (step.do === 'replace' && active.phase !== 'blank') broken.push('no player with data is replaced');
  if (step.do === 'swap' && !live && active.paused && !hasFailed && world.ahead !== 0 && world.seeks < 5)
    broken.push('the frame of a paused video does not change');
  return broken;
}

/** The invariants that a state at rest violates. */
function violationsOfState(choose: Decide, live: boolean, world: World, ends: Ends): string[] {
  const broken: string[] = [];
  const step = choose(toState(world), createInput(world, live));
  if (step.do === 'stay' && step.until <= NOW) broken.push('no wait ends in the past');
  const mayWait =
    world.active.phase === 'ended' ||
    world.blocker === 'ad' ||
    ['idle', 'failed'].includes(world.status) ||
    (world.status === 'reloading' && world.active.paused);
  if (step.do === 'stay' && step.until === Infinity && !mayWait) broken.push('every wait has a deadline');
  if (['idle', 'waiting', 'reloading', 'failed'].includes(world.status) && world.standby)
    broken.push('no standby player is left behind');
  for (const [index, [name, future]] of Object.entries(FUTURES).entries())
    if (!endsWithOne(choose, live, world, future, ends[index]!))
      broken.push(`a hand-over ends in one active player, ${name}`);
  return broken;
}

interface Future {
  /** The outcome of loading and seeking in the standby player. */
  readonly standby: StandbyPhase;
}

const FUTURES: Readonly<Record<string, Future>> = {
  'when the next player gets ready': { standby: 'playable' },
  'when each next player fails': { standby: 'failed' },
  'when the next player never gets ready': { standby: 'loading' },
};

/** Whether the hand-over ends with one player and the newest token, if the viewer does nothing and the active player plays. */
function endsWithOne(choose: Decide, live: boolean, from: World, future: Future, ends: Set<string>): boolean {
  const path = new Set<string>();
  for (let world = from; ;) {
    const key = keyOf(world);
    const step = choose(toState(world), createInput(world, live));
    const isWaitingForViewer = world.active.phase === 'ended' || world.blocker === 'ad';
    const isEnd = step.do === 'stay' && !world.standby && (world.status === 'idle' || isWaitingForViewer);
    if (isEnd || ends.has(key)) {
      for (const one of path) ends.add(one);
      return true;
    }
    // This path is deterministic, so a repeated state is a loop.
    if (path.has(key)) return false;
    path.add(key);
    if (step.do === 'stay') {
      world = pass(world, future);
      continue;
    }
    const [first] = act(world, step);
    // After an abandoned attempt there is time for another one, and not for a third.
    world = step.do === 'abandon' ? { ...first!, remaining: 1, hasTried: true } : first!;
  }
}

/** The worlds that are known to end with one player, for each future. */
type Ends = readonly Set<string>[];

const keyOf = ({ active, standby, ...rest }: World): string =>
  [...Object.values(rest), ...Object.values(active), ...Object.values(standby ?? {})].join();

function pass(world: World, future: Future): World {
  const { active, standby } = world;
  if (world.status === 'failed') return waiting({ ...world, remaining: 1 });
  if (active.phase === 'blank' || active.phase === 'seeking')
    return { ...world, active: { ...active, phase: 'playable' } };
  if (!standby)
    return {
      ...world,
      isPausing: false,
      remaining: Math.min(world.remaining + 1, 3),
      active: {
        ...active,
        phase: active.phase === 'closing' ? 'ended' : active.phase,
        paused: active.paused || active.phase === 'closing',
      },
    };
  if (
    future.standby === 'playable' &&
    (standby.phase === 'loading' || standby.phase === 'seeking' || standby.phase === 'stalled')
  )
    return { ...world, ahead: active.paused ? 0 : 1.2, standby: { ...standby, phase: 'playable' } };
  if (future.standby === 'failed') return { ...world, standby: { ...standby, phase: 'failed' } };
  if (world.status === 'aligning') return { ...world, ahead: 0 };
  return { ...world, age: Math.min(world.age + 1, AGES.length - 1), standby: { ...standby, isVolumeEqual: true } };
}

function toState(world: World): HandoverState {
  const { status, seeks } = world;
  const request: HandoverRequest = {
    token: { value: 'fresh', deadline: Infinity },
    since: NOW - (world.hasTried ? 9000 : 0),
    deadline: NOW + REMAINING[world.remaining]!,
    attempts: world.hasTried ? 1 : 0,
    wasBlocked: world.wasBlocked,
    notBefore: world.isPausing ? NOW + 500 : 0,
  };
  const age = AGES[world.age]!;
  const pair = { request, standby: STANDBY, since: NOW - age, seeks };
  switch (status) {
    case 'idle':
    case 'failed':
      return { status };
    case 'waiting':
      return { status, request };
    case 'reloading':
      return { status, request, captions: [], since: NOW - AGES[world.age]!, count: 1 };
    case 'preparing':
    case 'aligning':
      return { status, ...pair };
    case 'ready':
      return {
        status,
        ...pair,
        startedAt: NOW - age,
        errors: age > 0 ? Array.from({ length: 5 }, () => world.ahead) : [],
      };
    case 'painting':
      return { status, ...pair, startedAt: NOW - age };
    case 'swapping':
      return { status, ...pair, isRunning: world.isRunning, isHeard: world.isHeard };
  }
}

const STANDBY = {} as PlayerInstance;

function createInput({ active, standby, ahead, blocker }: World, live: boolean): HandoverInput {
  const position = live ? -6 : 50;
  const bare = {
    isLive: live,
    rate: 1,
    ended: false,
    seeking: false,
    hasFailed: false,
    duration: live ? Infinity : 600,
  };
  const activeSnapshot: MediaSnapshot = {
    ...bare,
    position,
    paused: active.paused,
    duration: live ? Infinity : active.phase === 'closing' ? 50.5 : 600,
    ended: active.phase === 'ended',
    seeking: active.phase === 'seeking',
    readyState: active.phase === 'blank' ? 0 : 4,
    hasFailed: active.phase === 'failed',
  };
  const standbySnapshot = standby && {
    ...bare,
    position: position + ahead,
    paused: standby.paused,
    seeking: standby.phase === 'seeking',
    readyState: standby.phase === 'loading' ? 1 : standby.phase === 'stalled' ? 2 : 4,
    hasFailed: standby.phase === 'failed',
    isVolumeEqual: standby.isVolumeEqual,
    settlingMs: 150,
    tolerancesS: [0.015, 0.03, 0.045, 0.06, 0.075, 0.09],
    paintMs: 100,
  };
  return {
    now: NOW,
    active: activeSnapshot,
    standby: standbySnapshot,
    blocker,
    estimates: { headStart: 1.2, latency: 0.03, loadTime: 2 },
  };
}
