import type {
  HandoverRequest,
  WithStandby,
  MediaSnapshot,
  HandoverState,
  TimingEstimates,
  HandoverStep,
  HandoverInput,
} from './state.js';
import { HAVE_CURRENT_DATA, HAVE_FUTURE_DATA, HAVE_NOTHING } from '../../media/ready-state.js';

/** What to do next. */
export function decideStep(state: HandoverState, rawInput: HandoverInput): HandoverStep {
  const input = withStuckSeek(state, rawInput);
  switch (state.status) {
    case 'idle':
      return input.active.hasFailed ? { do: 'diagnose' } : stayUntil(Infinity);
    case 'failed':
      return stayUntil(Infinity);
    case 'reloading':
      return whileReloading(input);
    case 'waiting':
      return whileWaiting(state.request, input);
    case 'preparing':
      return abandonIfHopeless(state, input) ?? whilePreparing(state, input);
    case 'aligning':
      return abandonIfHopeless(state, input) ?? whileAligning(input);
    case 'ready':
      return abandonIfHopeless(state, input) ?? whileReady(state, input);
    case 'swapping':
      return whileSwapping(state, input);
  }
}

/**
 * The active player cannot finish a seek for which it has no data once its token has expired. It counts as failed while a standby player is
 * prepared, which would otherwise wait for it until the attempt times out.
 */
function withStuckSeek(situation: HandoverState, input: HandoverInput): HandoverInput {
  const isPair = 'standby' in situation;
  if (!isPair || !input.active.seeking || input.now < situation.request.deadline) return input;
  return { ...input, active: { ...input.active, hasFailed: true } };
}

/** When a hand-over has to begin, quiet point or not: `Clock.now()`. */
export const forcedStart = ({ deadline }: HandoverRequest, { loadTime }: TimingEstimates): number =>
  deadline - computeLeadTime(loadTime);

/** Milliseconds before the death of a token that a pair wants the next one. */
export const computeLeadTime = (loadTime: number): number => Math.max(30_000, 4000 * loadTime);

function whileWaiting(order: HandoverRequest, { now, active, blocker, estimates }: HandoverInput): HandoverStep {
  if (active.hasFailed) return RELOAD;
  const lastMoment = order.deadline - RELOAD_MS;
  // Nothing is shown yet, so nothing can be lost.
  if (active.readyState === HAVE_NOTHING)
    return active.paused || now >= order.deadline ? { do: 'replace' } : stayUntil(order.deadline);
  // Nothing is asked for any more, until it is played again: that is a seek.
  if (active.ended) return stayUntil(Infinity);
  const isUnnoticeable = active.paused || active.seeking;
  // An advertisement is not the film and needs no token of it: its end is the moment.
  if (blocker === 'ad') return stayUntil(Infinity);
  if (blocker) return isUnnoticeable || now >= lastMoment ? RELOAD : stayUntil(lastMoment);
  if (now < order.notBefore) return stayUntil(order.notBefore);
  if (order.attempts > 0 && now >= Math.max(lastMoment, order.since + RETRY_WINDOW_MS)) return RELOAD;
  // Whoever has just come back from full screen expects a change of picture.
  const due = order.wasBlocked ? now : forcedStart(order, estimates);
  if (!isUnnoticeable && now < due) return stayUntil(due);
  const at = computeTarget(active, estimates.headStart);
  return at === null ? stayUntil(now + POLL_MS) : { do: 'prepare', position: at };
}

/** What ends any attempt. A player that lies under another one is given a limited time, and the old one plays on. */
function abandonIfHopeless(
  { since, seeks }: WithStandby<string>,
  { now, active, standby, blocker }: HandoverInput,
): HandoverStep | null {
  if (!standby || standby.hasFailed || seeks > MAX_SEEKS) return { do: 'abandon', reason: 'failure' };
  if ((blocker || active.ended) && !active.hasFailed) return { do: 'abandon', reason: 'blocker' };
  return now - since > ATTEMPT_TIMEOUT_MS ? { do: 'abandon', reason: 'failure' } : null;
}

function whilePreparing({ seeks }: WithStandby<string>, input: HandoverInput): HandoverStep {
  const { now, active, estimates } = input;
  const standby = input.standby!;
  if (standby.seeking || standby.readyState < HAVE_CURRENT_DATA) return stayUntil(now + POLL_MS);
  if (active.isLive) return whilePreparingLive(seeks, input);
  const ahead = (standby.position - active.position) / active.rate;
  if (active.hasFailed || active.paused || active.seeking) {
    if (Math.abs(ahead) > (seeks < MAX_SEEKS ? SAME_FRAME_S : MAX_OFFSET_S))
      return { do: 'seek-standby', position: active.position };
    return active.seeking && !active.hasFailed ? stayUntil(now + POLL_MS) : { do: 'swap' };
  }
  if (ahead < estimates.latency + MARGIN_S || ahead > MAX_AHEAD_S + estimates.headStart) return seekAhead(input);
  return standby.readyState < HAVE_FUTURE_DATA ? stayUntil(now + POLL_MS) : { do: 'wait-for-alignment' };
}

/** A broadcast goes on by itself, and no two players are ever at the same place of it for sure: as far behind as before is all there is. */
function whilePreparingLive(seeks: number, { now, active, standby }: HandoverInput): HandoverStep {
  if (Math.abs(standby!.position - active.position) > MAX_LIVE_OFFSET_S && seeks < MAX_LIVE_SEEKS)
    return { do: 'seek-standby', position: active.position };
  if (active.seeking && !active.hasFailed) return stayUntil(now + POLL_MS);
  if (active.hasFailed || active.paused) return { do: 'swap' };
  return standby!.readyState < HAVE_FUTURE_DATA ? stayUntil(now + POLL_MS) : { do: 'start' };
}

function whileAligning(input: HandoverInput): HandoverStep {
  const { now, active, estimates } = input;
  const standby = input.standby!;
  if (active.hasFailed || active.paused || active.seeking) return { do: 'seek-standby', position: active.position };
  const ahead = (standby.position - active.position) / active.rate;
  const left = ahead - estimates.latency;
  if (left < -MAX_LATENESS_S || ahead > MAX_AHEAD_S + estimates.headStart) return seekAhead(input);
  return left < TIMER_RESOLUTION_S ? { do: 'start' } : stayUntil(now + left * 1000);
}

function whileReady(
  { startedAt, errors, seeks }: Extract<HandoverState, { status: 'ready' }>,
  input: HandoverInput,
): HandoverStep {
  const { now, active } = input;
  const standby = input.standby!;
  if (active.hasFailed || active.paused || active.seeking) return { do: 'seek-standby', position: active.position };
  if (standby.rate !== active.rate) return seekAhead(input);
  if (standby.paused) return { do: 'abandon', reason: 'sound' };
  if (now - startedAt < standby.settlingMs || errors.length < MIN_SAMPLES || standby.readyState < HAVE_FUTURE_DATA)
    return stayUntil(now + SYNC_POLL_MS);
  if (active.isLive) return { do: 'swap' };
  const error = median(errors) / active.rate;
  // Who never gets quite into step gets less and less to reach.
  if (Math.abs(error) <= standby.precisionS * (1 + seeks)) return { do: 'swap' };
  const next = seekAhead(input);
  return next.do === 'seek-standby' ? { do: 'correct', error, position: next.position } : { do: 'swap' };
}

function whileSwapping(
  { since, isRunning, isHeard }: Extract<HandoverState, { status: 'swapping' }>,
  input: HandoverInput,
): HandoverStep {
  const { now, active, standby, blocker } = input;
  if (!standby || standby.hasFailed) return { do: 'abandon', reason: 'failure' };
  if (blocker && !active.hasFailed) return { do: 'abandon', reason: 'blocker' };
  if (isRunning && standby.paused && (active.hasFailed || !active.paused)) return { do: 'abandon', reason: 'sound' };
  if (!active.hasFailed && (active.paused !== standby.paused || active.seeking || isElsewhere(standby, active)))
    return { do: 'seek-standby', position: active.position };
  const isDone = standby.isVolumeEqual && (isHeard || now - since >= AUDIO_PERMISSION_MS);
  return isDone || now - since >= AUDIO_TIMEOUT_MS ? { do: 'finish' } : stayUntil(now + SYNC_POLL_MS);
}

/** The viewer sought, and the seek was done before anybody looked. Two players of a live stream are never at the same position for sure. */
const isElsewhere = (standby: MediaSnapshot, active: MediaSnapshot) =>
  !active.isLive && Math.abs(standby.position - active.position) > MAX_AHEAD_S * Math.max(1, active.rate);

function whileReloading({ active }: HandoverInput): HandoverStep {
  if (active.hasFailed) return { do: 'diagnose' };
  return active.readyState >= HAVE_CURRENT_DATA && !active.seeking ? { do: 'settle' } : stayUntil(Infinity);
}

function seekAhead({ now, active, estimates }: HandoverInput): HandoverStep {
  const at = computeTarget(active, estimates.headStart);
  return at === null ? stayUntil(now + POLL_MS) : { do: 'seek-standby', position: at };
}

/** Where a spare one should stand; `null` when the film ends, or begins again, before the old one gets there. */
function computeTarget(active: MediaSnapshot, headStart: number): number | null {
  const { position, rate, paused, seeking, hasFailed: failed, isLive: live, duration } = active;
  if (paused || seeking || failed || live) return position;
  const target = position + headStart * rate;
  return target > duration - MARGIN_S ? null : target;
}

const stayUntil = (until: number): HandoverStep => ({ do: 'stay', until });
const RELOAD: HandoverStep = { do: 'reload' };

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

// Milliseconds.
const POLL_MS = 50;
const SYNC_POLL_MS = 20;
const ATTEMPT_TIMEOUT_MS = 15_000;
const AUDIO_TIMEOUT_MS = 500;
/** WebKit pauses a player that must not sound within 50 ms. */
const AUDIO_PERMISSION_MS = 60;
/** What a reload in place takes, so that it ends before the token does. */
const RELOAD_MS = 1500;
const RETRY_WINDOW_MS = 8000;

// Seconds.
const MARGIN_S = 0.1;
/** A timer rang so late that there is nothing to be learned of what comes. */
const MAX_LATENESS_S = 0.1;
/** No timer is finer. */
const TIMER_RESOLUTION_S = 0.001;
const MAX_AHEAD_S = 1;
/** A third of a frame at 24 frames a second. */
const SAME_FRAME_S = 0.014;
const MAX_OFFSET_S = 0.3;

/** Of a broadcast: the service's are 2 s long (docs/stream-facts.md, "Live"), and players learn of them one by one. */
const MAX_LIVE_OFFSET_S = 3;

const MAX_SEEKS = 5;
const MAX_LIVE_SEEKS = 2;
const MIN_SAMPLES = 5;
