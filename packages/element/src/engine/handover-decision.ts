import type { Order, Pair, Sight, Situation, Skills, Step, View } from './handover-situation.js';

/** What to do next. */
export function decide(situation: Situation, input: View): Step {
  const view = withStuckSeek(situation, input);
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

/**
 * The active player cannot finish a seek for which it has no data once its token has expired. It counts as failed while a standby player is
 * prepared, which would otherwise wait for it until the attempt times out.
 */
function withStuckSeek(situation: Situation, view: View): View {
  const isPair = 'spare' in situation;
  if (!isPair || !view.old.seeking || view.now < situation.order.deadline) return view;
  return { ...view, old: { ...view.old, failed: true } };
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
  // Nothing is asked for any more, until it is played again: that is a seek.
  if (old.ended) return stay(Infinity);
  const isQuiet = old.paused || old.seeking;
  // An advertisement is not the film and needs no token of it: its end is the moment.
  if (hold === 'ad') return stay(Infinity);
  if (hold) return isQuiet || now >= lastMoment ? RELOAD : stay(lastMoment);
  if (now < order.notBefore) return stay(order.notBefore);
  if (order.attempts > 0 && now >= Math.max(lastMoment, order.since + LAST_TRIES)) return RELOAD;
  // Whoever has just come back from full screen expects a change of picture.
  const due = order.wasHeld ? now : forcedAt(order, skills);
  if (!isQuiet && now < due) return stay(due);
  const at = placeFor(old, skills.headStart);
  return at === null ? stay(now + LOOK) : { do: 'prepare', at };
}

/** What ends any attempt. A player that lies under another one is given a limited time, and the old one plays on. */
function hindrance({ since, round }: Pair<string>, { now, old, spare, hold }: View): Step | null {
  if (!spare || spare.failed || round > ROUNDS) return { do: 'abandon', because: 'trouble' };
  if ((hold || old.ended) && !old.failed) return { do: 'abandon', because: 'hold' };
  return now - since > PATIENCE ? { do: 'abandon', because: 'trouble' } : null;
}

function whilePreparing({ round }: Pair<string>, view: View): Step {
  const { now, old, skills } = view;
  const spare = view.spare!;
  if (spare.seeking || spare.readyState < HAVE_CURRENT_DATA) return stay(now + LOOK);
  if (old.live) return whilePreparingLive(round, view);
  const ahead = (spare.position - old.position) / old.rate;
  if (old.failed || old.paused || old.seeking) {
    if (Math.abs(ahead) > (round < ROUNDS ? SAME_PICTURE : NEAR)) return { do: 'park', at: old.position };
    return old.seeking && !old.failed ? stay(now + LOOK) : { do: 'swap' };
  }
  if (ahead < skills.latency + MARGIN || ahead > FAR + skills.headStart) return parkAhead(view);
  return spare.readyState < HAVE_FUTURE_DATA ? stay(now + LOOK) : { do: 'align' };
}

/** A broadcast goes on by itself, and no two players are ever at the same place of it for sure: as far behind as before is all there is. */
function whilePreparingLive(round: number, { now, old, spare }: View): Step {
  if (Math.abs(spare!.position - old.position) > SEGMENT && round < LIVE_ROUNDS)
    return { do: 'park', at: old.position };
  if (old.seeking && !old.failed) return stay(now + LOOK);
  if (old.failed || old.paused) return { do: 'swap' };
  return spare!.readyState < HAVE_FUTURE_DATA ? stay(now + LOOK) : { do: 'start' };
}

function whileAligning(view: View): Step {
  const { now, old, skills } = view;
  const spare = view.spare!;
  if (old.failed || old.paused || old.seeking) return { do: 'park', at: old.position };
  const ahead = (spare.position - old.position) / old.rate;
  const left = ahead - skills.latency;
  if (left < -LATE || ahead > FAR + skills.headStart) return parkAhead(view);
  return left < TICK ? { do: 'start' } : stay(now + left * 1000);
}

function whileReady({ startedAt, errors, round }: Extract<Situation, { status: 'ready' }>, view: View): Step {
  const { now, old } = view;
  const spare = view.spare!;
  if (old.failed || old.paused || old.seeking) return { do: 'park', at: old.position };
  if (spare.rate !== old.rate) return parkAhead(view);
  if (spare.paused) return { do: 'abandon', because: 'sound' };
  if (now - startedAt < spare.settling || errors.length < LOOKS || spare.readyState < HAVE_FUTURE_DATA)
    return stay(now + GLANCE);
  if (old.live) return { do: 'swap' };
  const error = median(errors) / old.rate;
  // Who never gets quite into step gets less and less to reach.
  if (Math.abs(error) <= spare.precision * (1 + round)) return { do: 'swap' };
  const next = parkAhead(view);
  return next.do === 'park' ? { do: 'correct', error, at: next.at } : { do: 'swap' };
}

function whileSwapping({ since, isRunning, isHeard }: Extract<Situation, { status: 'swapping' }>, view: View): Step {
  const { now, old, spare, hold } = view;
  if (!spare || spare.failed) return { do: 'abandon', because: 'trouble' };
  if (hold && !old.failed) return { do: 'abandon', because: 'hold' };
  if (isRunning && spare.paused && (old.failed || !old.paused)) return { do: 'abandon', because: 'sound' };
  if (!old.failed && (old.paused !== spare.paused || old.seeking || isElsewhere(spare, old)))
    return { do: 'park', at: old.position };
  const isDone = spare.inTune && (isHeard || now - since >= OBJECTION);
  return isDone || now - since >= SOUND_PATIENCE ? { do: 'finish' } : stay(now + GLANCE);
}

/** The viewer sought, and the seek was done before anybody looked. Two players of a live stream are never at the same position for sure. */
const isElsewhere = (spare: Sight, old: Sight) =>
  !old.live && Math.abs(spare.position - old.position) > FAR * Math.max(1, old.rate);

function whileReloading({ old }: View): Step {
  if (old.failed) return { do: 'examine' };
  return old.readyState >= HAVE_CURRENT_DATA && !old.seeking ? { do: 'settle' } : stay(Infinity);
}

function parkAhead({ now, old, skills }: View): Step {
  const at = placeFor(old, skills.headStart);
  return at === null ? stay(now + LOOK) : { do: 'park', at };
}

/** Where a spare one should stand; `null` when the film ends, or begins again, before the old one gets there. */
function placeFor(old: Sight, headStart: number): number | null {
  const { position, rate, paused, seeking, failed, live, duration } = old;
  if (paused || seeking || failed || live) return position;
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
/** A timer rang so late that there is nothing to be learned of what comes. */
const LATE = 0.1;
/** No timer is finer. */
const TICK = 0.001;
const FAR = 1;
/** A third of a frame at 24 frames a second. */
const SAME_PICTURE = 0.014;
const NEAR = 0.3;

/** Of a broadcast: the service's are 2 s long (docs/stream-facts.md, "Live"), and players learn of them one by one. */
const SEGMENT = 3;

const ROUNDS = 5;
const LIVE_ROUNDS = 2;
const LOOKS = 5;
