import type { Deck } from './handover-deck.js';
import type { CaptionChoice } from './handover-tuning.js';
import type { Hold } from './quiet.js';

/** A token, and the `Clock.now()` at which it dies. */
export interface HeldToken {
  readonly value: string;
  readonly deadline: number;
}

/** A fresh token that is to be played with. Times are those of the `Clock`. */
export interface Order {
  readonly token: HeldToken;
  readonly since: number;
  /** When the token that plays now dies. */
  readonly deadline: number;
  readonly attempts: number;
  readonly notBefore: number;
}

/** Where a hand-over is. Whatever ends one before `swapping` leaves the old player as it was. */
export type Situation =
  | { readonly status: 'idle' }
  /** There is a fresh token, and a better moment than this one to come. */
  | { readonly status: 'waiting'; readonly order: Order }
  /** The spare one loads, or goes to where it is to begin. */
  | Pair<'preparing'>
  /** The spare one stands where the old one will soon be. */
  | Pair<'aligning'>
  /** Both play. `errors`: by how many seconds the spare one was ahead, looked at several times. */
  | (Pair<'ready'> & { readonly startedAt: number; readonly errors: readonly number[] })
  /** The spare one is being given the sound; the picture follows at once. `isHeard`: the browser has not objected to its sound. */
  | (Pair<'swapping'> & { readonly isRunning: boolean; readonly isHeard: boolean })
  /** No hand-over: the old one loads again, and gets back what it forgets. */
  | { readonly status: 'reloading'; readonly order: Order; readonly captions: readonly CaptionChoice[] }
  /** The old one has failed, with the newest token there is. Somebody finds out why. */
  | { readonly status: 'broken' };

type Pair<Status extends string> = {
  readonly status: Status;
  readonly order: Order;
  readonly spare: Deck;
  readonly since: number;
  /** How often the spare one has been sent to its place. */
  readonly round: number;
};

/** What can be seen of a player. */
export interface Sight {
  /** Seconds. */
  readonly position: number;
  readonly duration: number;
  readonly rate: number;
  readonly paused: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  readonly failed: boolean;
}

export interface View {
  readonly now: number;
  readonly old: Sight;
  /** `null` where there is none. `inTune`: as loud as the old one. `settling`: milliseconds until its position can be relied on. */
  readonly spare: (Sight & { readonly inTune: boolean; readonly settling: number }) | null;
  readonly hold: Hold | null;
  readonly skills: Skills;
}

/** What the pair has learned of this browser, in seconds. */
export interface Skills {
  /** How far ahead a spare one has to be sent to be there in time. */
  readonly headStart: number;
  /** From `play()` to the first moved picture. */
  readonly latency: number;
  /** From an empty player to one that can play. */
  readonly loading: number;
}

export type Step =
  | { readonly do: 'stay'; readonly until: number }
  | { readonly do: 'prepare' | 'park'; readonly at: number }
  | { readonly do: 'align' | 'start' | 'swap' | 'finish' }
  /** The old one takes the token itself. `replace`: nothing was shown yet, and nobody need know. */
  | { readonly do: 'reload' | 'replace' | 'settle' | 'examine' }
  /** The spare one was ahead by this many seconds: begin later the next time. */
  | { readonly do: 'correct'; readonly error: number; readonly at: number }
  | { readonly do: 'abandon'; readonly because: 'hold' | 'trouble' | 'sound' };

/** What to do next. */
export function decide(situation: Situation, view: View): Step {
  switch (situation.status) {
    case 'idle':
      return view.old.failed ? { do: 'examine' } : stay(Infinity);
    case 'broken':
      return stay(Infinity);
    case 'reloading':
      return whileReloading(view);
    case 'waiting':
      return whileWaiting(situation.order, view);
    case 'preparing':
      return hindrance(situation, view) ?? whilePreparing(situation, view);
    case 'aligning':
      return hindrance(situation, view) ?? whileAligning(view);
    case 'ready':
      return hindrance(situation, view) ?? whileReady(situation, view);
    case 'swapping':
      return whileSwapping(situation, view);
  }
}

/** When a hand-over has to begin, quiet point or not: `Clock.now()`. */
export const forcedAt = ({ deadline }: Order, { loading }: Skills): number => deadline - leadFor(loading);

/** Milliseconds before the death of a token that a pair wants the next one. */
export const leadFor = (loading: number): number => Math.max(30_000, 4000 * loading);

function whileWaiting(order: Order, { now, old, hold, skills }: View): Step {
  if (old.failed) return RELOAD;
  const lastMoment = order.deadline - RELOAD_TIME;
  // Nothing is shown yet, so nothing can be lost.
  if (old.readyState === HAVE_NOTHING)
    return old.paused || now >= order.deadline ? { do: 'replace' } : stay(order.deadline);
  const isQuiet = old.paused || old.seeking;
  // An advertisement is not the film and needs no token of it: its end is the moment.
  if (hold === 'ad') return stay(Infinity);
  if (hold) return isQuiet || now >= lastMoment ? RELOAD : stay(lastMoment);
  if (now < order.notBefore) return stay(order.notBefore);
  if (order.attempts > 0 && now >= Math.max(lastMoment, order.since + LAST_TRIES)) return RELOAD;
  const due = forcedAt(order, skills);
  if (!isQuiet && now < due) return stay(due);
  const at = placeFor(old, skills.headStart);
  return at === null ? stay(now + LOOK) : { do: 'prepare', at };
}

/** What ends any attempt. A player that lies under another one is given a limited time, and the old one plays on. */
function hindrance({ since, round }: Pair<string>, { now, old, spare, hold }: View): Step | null {
  if (!spare || spare.failed || round > ROUNDS) return { do: 'abandon', because: 'trouble' };
  if (hold && !old.failed) return { do: 'abandon', because: 'hold' };
  return now - since > PATIENCE ? { do: 'abandon', because: 'trouble' } : null;
}

function whilePreparing({ round }: Pair<string>, view: View): Step {
  const { now, old, skills } = view;
  const spare = view.spare!;
  if (spare.seeking || spare.readyState < HAVE_CURRENT_DATA) return stay(now + LOOK);
  const ahead = (spare.position - old.position) / old.rate;
  if (old.failed || old.paused || old.seeking) {
    if (Math.abs(ahead) > (round < ROUNDS ? SAME_PICTURE : NEAR)) return { do: 'park', at: old.position };
    return old.seeking && !old.failed ? stay(now + LOOK) : { do: 'swap' };
  }
  if (ahead < skills.latency + MARGIN || ahead > FAR + skills.headStart) return parkAhead(view);
  return spare.readyState < HAVE_FUTURE_DATA ? stay(now + LOOK) : { do: 'align' };
}

function whileAligning(view: View): Step {
  const { now, old, skills } = view;
  const spare = view.spare!;
  if (old.failed || old.paused || old.seeking) return { do: 'park', at: old.position };
  const ahead = (spare.position - old.position) / old.rate;
  if (ahead < 0 || ahead > FAR + skills.headStart) return parkAhead(view);
  const left = ahead - skills.latency;
  return left <= 0 ? { do: 'start' } : stay(now + left * 1000);
}

function whileReady({ startedAt, errors, round }: Extract<Situation, { status: 'ready' }>, view: View): Step {
  const { now, old } = view;
  const spare = view.spare!;
  if (old.failed || old.paused || old.seeking) return { do: 'park', at: old.position };
  if (spare.rate !== old.rate) return parkAhead(view);
  if (spare.paused) return { do: 'abandon', because: 'sound' };
  if (now - startedAt < spare.settling || errors.length < LOOKS || spare.readyState < HAVE_FUTURE_DATA)
    return stay(now + GLANCE);
  const error = median(errors) / old.rate;
  if (Math.abs(error) <= IN_STEP || (round >= ROUNDS && Math.abs(error) <= NEAR)) return { do: 'swap' };
  const next = parkAhead(view);
  return next.do === 'park' ? { do: 'correct', error, at: next.at } : { do: 'swap' };
}

function whileSwapping({ since, isRunning, isHeard }: Extract<Situation, { status: 'swapping' }>, view: View): Step {
  const { now, old, spare } = view;
  if (!spare || spare.failed) return { do: 'abandon', because: 'trouble' };
  if (!old.failed && old.paused !== spare.paused) {
    return isRunning && spare.paused ? { do: 'abandon', because: 'sound' } : { do: 'park', at: old.position };
  }
  const isDone = spare.inTune && (isHeard || now - since >= OBJECTION);
  return isDone || now - since >= SOUND_PATIENCE ? { do: 'finish' } : stay(now + GLANCE);
}

function whileReloading({ old }: View): Step {
  if (old.failed) return { do: 'examine' };
  return old.readyState >= HAVE_CURRENT_DATA && !old.seeking ? { do: 'settle' } : stay(Infinity);
}

function parkAhead({ now, old, skills }: View): Step {
  const at = placeFor(old, skills.headStart);
  return at === null ? stay(now + LOOK) : { do: 'park', at };
}

/** Where a spare one should stand; `null` when the film ends, or begins again, before the old one gets there. */
function placeFor({ position, rate, paused, seeking, failed, duration }: Sight, headStart: number): number | null {
  if (paused || seeking || failed) return position;
  const place = position + headStart * rate;
  return place > duration - MARGIN ? null : place;
}

const stay = (until: number): Step => ({ do: 'stay', until });
const RELOAD: Step = { do: 'reload' };

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const HAVE_NOTHING = 0;
const HAVE_CURRENT_DATA = 2;
const HAVE_FUTURE_DATA = 3;

// Milliseconds.
const LOOK = 50;
const GLANCE = 20;
const PATIENCE = 15_000;
const SOUND_PATIENCE = 500;
/** WebKit pauses a player that must not sound within 50 ms. */
const OBJECTION = 60;
/** What a reload in place takes, so that it ends before the token does. */
const RELOAD_TIME = 1500;
const LAST_TRIES = 8000;

// Seconds.
const MARGIN = 0.1;
const FAR = 1;
/** A third of a frame at 24 frames a second. */
const SAME_PICTURE = 0.014;
const IN_STEP = 0.015;
const NEAR = 0.3;

const ROUNDS = 5;
const LOOKS = 5;
