import type {
  HandoverRequest,
  WithStandby,
  MediaSnapshot,
  HandoverState,
  TimingEstimates,
  HandoverStep,
  HandoverInput,
} from './state.js';
import { HAVE_CURRENT_DATA, HAVE_FUTURE_DATA, HAVE_NOTHING } from '../../media/media-port.js';

/** Decides the next step of a hand-over. */
export function decideStep(state: HandoverState, rawInput: HandoverInput): HandoverStep {
  const input = withStuckSeek(state, rawInput);
  switch (state.status) {
    case 'idle':
      return input.active.hasFailed ? { do: 'diagnose' } : stayUntil(Infinity);
    case 'failed':
      return stayUntil(Infinity);
    case 'reloading':
      return whileReloading(state, input);
    case 'waiting':
      return whileWaiting(state.request, input);
    case 'preparing':
      return abandonIfHopeless(state, input) ?? whilePreparing(state, input);
    case 'aligning':
      return abandonIfHopeless(state, input) ?? whileAligning(input);
    case 'ready':
      return abandonIfHopeless(state, input) ?? followActive(input) ?? whileReady(state, input);
    case 'painting':
      return abandonIfHopeless(state, input) ?? followActive(input) ?? whilePainting(state, input);
    case 'swapping':
      return whileSwapping(state, input);
  }
}

/**
 * The active player cannot finish a seek for which it has no data once its token has expired. It counts as failed while a standby player is
 * prepared, which would otherwise wait for it until the attempt times out.
 */
function withStuckSeek(state: HandoverState, input: HandoverInput): HandoverInput {
  const isPair = 'standby' in state;
  if (!isPair || !input.active.seeking || input.now < state.request.deadline) return input;
  return { ...input, active: { ...input.active, hasFailed: true } };
}

/** The latest time, as a `Clock.now()` value, at which a hand-over has to start. */
export const forcedStart = ({ deadline }: HandoverRequest, { loadTime }: TimingEstimates): number =>
  deadline - computeLeadTime(loadTime);

/** Milliseconds before the expiry of a token at which the engine needs the next one. */
export const computeLeadTime = (loadTime: number): number => Math.max(30_000, 4000 * loadTime);

function whileWaiting(request: HandoverRequest, { now, active, blocker, estimates }: HandoverInput): HandoverStep {
  if (active.hasFailed) return RELOAD;
  const lastMoment = request.deadline - RELOAD_MS;
  // The player shows nothing yet, so a reload loses nothing.
  if (active.readyState === HAVE_NOTHING)
    return active.paused || now >= request.deadline ? { do: 'replace' } : stayUntil(request.deadline);
  // After the end the player sends no requests until a replay, and a replay is a seek.
  if (active.ended) return stayUntil(Infinity);
  const isUnnoticeable = active.paused || active.seeking;
  // An advertisement does not use the video's token. The hand-over starts when the advertisement ends.
  if (blocker === 'ad') return stayUntil(Infinity);
  if (blocker) return isUnnoticeable || now >= lastMoment ? RELOAD : stayUntil(lastMoment);
  if (now < request.notBefore) return stayUntil(request.notBefore);
  if (request.attempts > 0 && now >= Math.max(lastMoment, request.since + RETRY_WINDOW_MS)) return RELOAD;
  // A viewer who has just left fullscreen expects the picture to change.
  const due = request.wasBlocked ? now : forcedStart(request, estimates);
  if (!isUnnoticeable && now < due) return stayUntil(due);
  const at = computeTarget(active, estimates.headStart, Math.min(MIN_REMAINING_S, active.duration / 2));
  return at === null ? stayUntil(now + POLL_MS) : { do: 'prepare', position: at };
}

/** Ends an attempt that cannot succeed. A standby player has limited time, and the active player continues meanwhile. */
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

/**
 * Two players of a live stream never show the same position for certain. The standby player matches only the distance from the live edge.
 */
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

/** While both players play, the standby player has to follow what the viewer does. */
function followActive(input: HandoverInput): HandoverStep | null {
  const { active } = input;
  const standby = input.standby!;
  if (active.hasFailed || active.paused || active.seeking) return { do: 'seek-standby', position: active.position };
  if (standby.rate !== active.rate) return seekAhead(input);
  return standby.paused ? { do: 'abandon', reason: 'sound' } : null;
}

function whileReady(
  { startedAt, errors, seeks }: Extract<HandoverState, { status: 'ready' }>,
  input: HandoverInput,
): HandoverStep {
  const { now, active } = input;
  const standby = input.standby!;
  const aligned: HandoverStep = standby.paintMs > 0 ? { do: 'paint' } : { do: 'swap' };
  if (now - startedAt < standby.settlingMs || errors.length < MIN_SAMPLES || standby.readyState < HAVE_FUTURE_DATA)
    return stayUntil(now + SYNC_POLL_MS);
  if (active.isLive) return aligned;
  const error = median(errors) / active.rate;
  if (Math.abs(error) <= (standby.tolerancesS[seeks] ?? Infinity)) return aligned;
  const next = seekAhead(input);
  return next.do === 'seek-standby' ? { do: 'correct', error, position: next.position } : aligned;
}

function whilePainting(
  { startedAt }: Extract<HandoverState, { status: 'painting' }>,
  { now, standby }: HandoverInput,
): HandoverStep {
  const end = startedAt + standby!.paintMs;
  return now < end ? stayUntil(end) : { do: 'swap' };
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

/** The viewer sought, and the seek completed before this check. Positions of two players of a live stream cannot be compared. */
const isElsewhere = (standby: MediaSnapshot, active: MediaSnapshot) =>
  !active.isLive && Math.abs(standby.position - active.position) > MAX_AHEAD_S * Math.max(1, active.rate);

/** A load can hang without an error. Each further one gets twice the time of the last, in case the network is slow. */
function whileReloading(
  { since, count }: Extract<HandoverState, { status: 'reloading' }>,
  { now, active, blocker }: HandoverInput,
): HandoverStep {
  if (active.hasFailed) return { do: 'diagnose' };
  if (active.readyState >= HAVE_CURRENT_DATA && !active.seeking) return { do: 'settle' };
  // Some browsers load no data for a paused player, and an advertisement may come before the video.
  if (active.paused || blocker === 'ad') return stayUntil(Infinity);
  const end = since + ATTEMPT_TIMEOUT_MS * 2 ** (count - 1);
  return now < end ? stayUntil(end) : RELOAD;
}

function seekAhead({ now, active, estimates }: HandoverInput): HandoverStep {
  const at = computeTarget(active, estimates.headStart);
  return at === null ? stayUntil(now + POLL_MS) : { do: 'seek-standby', position: at };
}

/** Where to seek the standby player. `null` if the video ends or loops within `margin` seconds of there. */
function computeTarget(active: MediaSnapshot, headStart: number, margin = MARGIN_S): number | null {
  const { position, rate, paused, seeking, hasFailed, isLive, duration } = active;
  if (paused || seeking || hasFailed || isLive) return position;
  const target = position + headStart * rate;
  return target > duration - margin * rate ? null : target;
}

const stayUntil = (until: number): HandoverStep => ({ do: 'stay', until });
const RELOAD: HandoverStep = { do: 'reload' };

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

// Milliseconds.
const POLL_MS = 50;
const SYNC_POLL_MS = 20;
const ATTEMPT_TIMEOUT_MS = 15_000;
const AUDIO_TIMEOUT_MS = 500;
/** WebKit pauses a player that may not be audible within 50 ms. */
const AUDIO_PERMISSION_MS = 60;
/** Duration of a reload in place, so that it completes before the token expires. */
const RELOAD_MS = 1500;
const RETRY_WINDOW_MS = 8000;

// Seconds.
const MARGIN_S = 0.1;
/** A standby player that starts later cannot be measured before the end, and then waits for a position that has passed. */
const MIN_REMAINING_S = 2;
/** A timer that fired later than this says nothing about timers to come. */
const MAX_LATENESS_S = 0.1;
/** Timers have no finer resolution. */
const TIMER_RESOLUTION_S = 0.001;
const MAX_AHEAD_S = 1;
/** A third of a frame at 24 frames per second. */
const SAME_FRAME_S = 0.014;
const MAX_OFFSET_S = 0.3;

/** Live segments of the service last 2 s (docs/stream-facts.md, "Live"), and two players discover a segment at different times. */
const MAX_LIVE_OFFSET_S = 3;

const MAX_SEEKS = 5;
const MAX_LIVE_SEEKS = 2;
const MIN_SAMPLES = 5;
