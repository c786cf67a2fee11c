import { StreamError } from '../../src/errors/stream-error.ts';
import { nextDeadline, transition } from '../../src/session/machine.ts';
import { DEFAULT_POLICY, type SessionPolicy } from '../../src/session/policy.ts';
import {
  pendingRequest,
  getViewerError,
  INITIAL_STATE,
  startsRenewal,
  getUsableToken,
  getToken,
  type SessionAction,
  type SessionState,
} from '../../src/session/state.ts';
import type { Token } from '../../src/session/token.ts';
import type { Edge, Model } from './explore.ts';

/** What a session decides with. A test may break one of them on purpose. */
export interface Machine {
  readonly transition: typeof transition;
  readonly deadline: typeof nextDeadline;
  readonly liveToken: typeof getUsableToken;
}

export const MACHINE: Machine = { transition, deadline: nextDeadline, liveToken: getUsableToken };

/** A session at the moment `NOW`, and what the world around it knows. All durations are milliseconds. */
export interface World {
  readonly session: SessionState;
  /** How long the endpoint has forbidden another request; 0 when it has not. */
  readonly forbiddenFor: number;
  /** How long ago a request failed for a reason that may pass, until it is longer than anybody cares. */
  readonly sinceFailure: number;
  /** Whether the origin refused the token that the session holds. */
  readonly isHeldRefused: boolean;
  /** Tokens that the origin refused, one after the other, without having accepted one for long enough in between. */
  readonly refusals: number;
  /** How long until the row is over: three seconds after the grant of a token that the origin accepted. `Infinity` before it accepts one. */
  readonly rowEndsIn: number;
}

/** Time stands still at this moment: instead of `now` growing, every time in the state moves back. */
export const NOW = 1_000_000;
/** Time passes in steps of this size. All limits below are multiples of it, so that no order of events is lost. */
const TICK = 1000;
const TIMEOUT = 2000;
/** Any age beyond this is the same: the life of a token, and more than it takes for a failure to be told to the viewer. */
const OLDEST = 6000;
const RETRY_AFTER = 2000;

export const policyFor = (isLazy: boolean, random: number): SessionPolicy => ({
  ...DEFAULT_POLICY,
  random: () => random,
  timeout: TIMEOUT,
  renewBefore: 2000,
  renewOnDemand: isLazy,
});

const newToken = (lifetime: number): Token => ({ value: 'new', grantedAt: NOW, lifetime, claims: null });
const unreachable = new StreamError('token-unreachable');
const denied = new StreamError('token-denied');
const nobody = new StreamError('token-expired');

/** Everything that may happen, at any time. A token is `held`, or `other` when it is not the one that the session has. */
const EVENTS: Readonly<Record<string, SessionAction>> = {
  start: { type: 'start' },
  need: { type: 'token-needed' },
  tick: { type: 'tick' },
  wake: { type: 'wake' },
  refresh: { type: 'refresh' },
  'granted 6 s': { type: 'granted', token: newToken(6000) },
  'granted for ever': { type: 'granted', token: newToken(Infinity) },
  'supplied 6 s': { type: 'set', token: newToken(6000) },
  'supplied for ever': { type: 'set', token: newToken(Infinity) },
  unreachable: { type: 'refused', error: unreachable, retry: true },
  'later, in 2 s': { type: 'refused', error: unreachable, retry: true, retryAfter: RETRY_AFTER },
  denied: { type: 'refused', error: denied, retry: false },
  // What a session without an endpoint or provider answers itself.
  'nobody to ask': { type: 'refused', error: nobody, retry: false, retryAfter: Infinity },
  accepted: { type: 'accepted', token: 'held' },
  'accepted another': { type: 'accepted', token: 'other' },
  refused: { type: 'rejected', token: 'held', status: 401 },
  'refused another': { type: 'rejected', token: 'other', status: 401 },
};

/**
 * A session and everything that can happen to it. Each event is tried with somebody who waits and with nobody who watches (`lazy`), and time
 * passes with or without the timer that was set: a machine may sleep.
 */
export function sessionModel(machine: Machine, random: number): Model<World> {
  return {
    initial: [
      {
        session: INITIAL_STATE,
        forbiddenFor: 0,
        sinceFailure: Infinity,
        isHeldRefused: false,
        refusals: 0,
        rowEndsIn: Infinity,
      },
    ],
    key: keyOf,
    *edges(world) {
      yield { label: 'a second passes', to: afterSecond(world) };
      for (const [label, event] of Object.entries(EVENTS)) {
        yield* happen(machine, world, event, policyFor(false, random), label);
        if (['start', 'tick', 'wake'].includes(label))
          yield* happen(machine, world, event, policyFor(true, random), `${label}, nobody watches`);
      }
    },
    check: (world) => brokenIn(machine, world, random),
  };
}

function* happen(
  machine: Machine,
  world: World,
  event: SessionAction,
  policy: SessionPolicy,
  label: string,
): Iterable<Edge<World>> {
  const from = world.session;
  // An answer belongs to a request. The driver drops any other.
  if ((event.type === 'granted' || event.type === 'refused') && !pendingRequest(from)) return;
  const next = machine.transition(from, event, NOW, policy);
  yield { label, to: after(world, event, next), broken: brokenBy(world, event, next) };
  // The page takes the renewal over, and may never keep its word.
  if (startsRenewal(from, next))
    yield { label: `${label}, page will supply`, to: { ...world, session: { ...from, deferred: true } } };
}

/** What the world knows afterwards. */
function after(world: World, event: SessionAction, next: SessionState): World {
  const from = world.session;
  const isNewToken = getToken(next)?.value === 'new';
  // After a failure everything begins anew, by somebody's own act.
  const isFresh = event.type === 'set' || next.status === 'failed';
  const isRefused = event.type === 'rejected' && event.token === 'held' && getToken(from) !== null;
  const isRowOver = isFresh || world.rowEndsIn === 0 || (event.type === 'granted' && isCalmRenewal(from));
  const isAnswer = event.type === 'refused' || isNewToken || isFresh;
  const refusals = isRowOver ? 0 : world.refusals;
  return {
    session: held(next),
    forbiddenFor: isAnswer ? wishOf(event) : world.forbiddenFor,
    sinceFailure: isAnswer ? (event.type === 'refused' && event.retry ? 0 : Infinity) : world.sinceFailure,
    isHeldRefused: getToken(next) !== null && !isNewToken && (world.isHeldRefused || isRefused),
    refusals: isFresh ? 0 : isRefused ? Math.min(refusals + 1, 2) : refusals,
    rowEndsIn: isRefused || isFresh || refusals === 0 ? Infinity : rowEnd(world, event),
  };
}

function rowEnd({ session, rowEndsIn }: World, event: SessionAction): number {
  const token = getToken(session);
  const isFirst = event.type === 'accepted' && event.token === 'held' && token && rowEndsIn === Infinity;
  return isFirst ? Math.max(0, token.grantedAt + 3000 - NOW) : rowEndsIn;
}

const wishOf = (event: SessionAction) => (event.type === 'refused' && event.retry && event.retryAfter) || 0;

const refusalsNow = ({ refusals, rowEndsIn }: World) => (rowEndsIn === 0 ? 0 : refusals);

const isCalmRenewal = (state: SessionState) => {
  const ask = pendingRequest(state);
  return ask?.reason === 'renewal' && ask.attempt === 0;
};

/** The invariants that a step must keep. */
function brokenBy(world: World, event: SessionAction, next: SessionState): string[] {
  const from = world.session;
  const [before, ask] = [pendingRequest(from), pendingRequest(next)];
  const broken: string[] = [];
  const isNewRequest = ask !== null && ask !== before;
  if (before && isNewRequest) broken.push('never two requests: one under way is never replaced by another');
  if (isNewRequest && ask.requestedAt !== NOW) broken.push('a request begins when it is made');
  if (isNewRequest && event.type !== 'refresh') {
    if (world.forbiddenFor > 0) broken.push('no request before the time that the endpoint named');
    if (world.sinceFailure < 1000) broken.push('no request within a second of one that failed');
  }
  if (event.type === 'rejected' && event.token === 'held' && getToken(from)) {
    if (getToken(next)?.value === 'held') broken.push('a token that the origin refused is not kept');
    if (refusalsNow(world) >= 1 && next.status !== 'failed')
      broken.push('a second refusal in a row is an error, never a loop');
    if (refusalsNow(world) === 0 && next.status === 'failed') broken.push('a first refusal is not an error');
  }
  if (event.type === 'rejected' && event.token === 'other' && next !== from)
    broken.push('a late refusal of another token changes nothing');
  if (event.type === 'granted' && next.status !== 'ready') broken.push('a granted token is used');
  if (from.status === 'failed' && ['token-needed', 'tick', 'wake'].includes(event.type) && next !== from)
    broken.push('nothing happens by itself after a failure');
  return broken;
}

/** The invariants that a state must keep. */
function brokenIn(machine: Machine, world: World, random: number): string[] {
  const { session } = world;
  const broken: string[] = [];
  const sent = machine.liveToken(session, NOW);
  if (sent && NOW >= sent.grantedAt + sent.lifetime) broken.push('a token known to have expired is never sent');
  if (sent && world.isHeldRefused) broken.push('a token that the origin refused is never sent again');
  const [eager, lazy] = [false, true].map((isLazy) => machine.deadline(session, policyFor(isLazy, random)));
  if (pendingRequest(session) && Math.max(eager!, lazy!) > NOW + TIMEOUT) broken.push('a request has a time limit');
  const isUsable = sent !== null && !session.status.startsWith('failed');
  if (session.status === 'waiting' && !isUsable && eager === Infinity)
    broken.push('who waits without a token has a deadline');
  if (isUsable && sent.lifetime < Infinity && Math.max(eager!, lazy!) === Infinity)
    broken.push('a token that expires has a deadline');
  for (const isLazy of [false, true]) {
    const policy = policyFor(isLazy, random);
    if (machine.deadline(session, policy) > NOW) continue;
    if (machine.transition(session, { type: 'tick' }, NOW, policy) === session)
      broken.push('at its deadline a state changes, or a timer would ring for ever');
  }
  if (!isServed(machine, session, random)) broken.push('no state without a way out');
  if (session.status === 'failed' && !getViewerError(session)) broken.push('a failure says why');
  return broken;
}

/**
 * Whether somebody who needs a token gets it, or an error, by the mere passing of time, within the longest wait that the machine may decide
 * on, when the endpoint grants whatever it is asked for.
 */
function isServed(machine: Machine, from: SessionState, random: number): boolean {
  const policy = policyFor(false, random);
  let state = machine.transition(from, { type: 'token-needed' }, NOW, policy);
  let waited = 0;
  while (waited <= LONGEST_WAIT) {
    if (state.status === 'failed' || machine.liveToken(state, NOW)) return true;
    if (pendingRequest(state)) {
      state = machine.transition(state, { type: 'granted', token: newToken(6000) }, NOW, policy);
    } else {
      const time = machine.deadline(state, policy);
      if (time === Infinity) return false;
      const step = Math.max(time - NOW, TICK);
      waited += step;
      state = machine.transition(shift(state, step), { type: 'tick' }, NOW, policy);
    }
  }
  return false;
}

/** The longest `retryDelay` without the endpoint's own wish, and the time limit of a request. */
const LONGEST_WAIT = 45_000;

const afterSecond = (world: World): World => ({
  ...world,
  session: shift(world.session, TICK),
  forbiddenFor: Math.max(0, world.forbiddenFor - TICK),
  rowEndsIn: Math.max(0, world.rowEndsIn - TICK),
  sinceFailure: world.sinceFailure >= 1000 ? Infinity : world.sinceFailure + TICK,
});

/** The new token is the one that is held from now on. */
function held(state: SessionState): SessionState {
  const token = getToken(state);
  return token?.value === 'new' ? ({ ...state, token: { ...token, value: 'held' } } as SessionState) : state;
}

/** The same state, so many milliseconds later. What is long past is past: it makes no difference how long. */
function shift(state: SessionState, time: number): SessionState {
  const past = (moment: number) => Math.max(moment - time, NOW - OLDEST);
  const coming = (moment: number) => (moment === Infinity ? moment : Math.max(moment - time, NOW));
  const moved: Record<string, unknown> = {
    ...state,
    history: { ...state.history, rejectionFatalUntil: coming(state.history.rejectionFatalUntil) },
  };
  const token = getToken(state);
  if (token) moved['token'] = { ...token, grantedAt: past(token.grantedAt) };
  if ('request' in state)
    moved['ask'] = { ...state.request, requestedAt: Math.max(state.request.requestedAt - time, NOW - 5000) };
  if (state.status === 'waiting')
    Object.assign(moved, { retryAt: coming(state.retryAt), notBefore: coming(state.notBefore) });
  return moved as unknown as SessionState;
}

/**
 * What of a world makes a difference to what can follow. Left out: the error behind a wait and when that request began; every reason but
 * `renewal`; the pace, when the next token is not the fruit of a calm renewal; tries after the fifth, whose delays are alike.
 */
function keyOf({ session, ...world }: World): string {
  const token = getToken(session);
  const parts: unknown[] = [
    session.status,
    Object.values(world),
    Math.max(session.history.rejectionFatalUntil, NOW) - NOW,
  ];
  if (token)
    parts.push(token.lifetime, NOW - Math.max(token.grantedAt, NOW - (token.lifetime < Infinity ? OLDEST : 3000)));
  if (session.status === 'idle' || session.status === 'failed') parts.push(session.reason);
  if (session.status === 'ready') parts.push(session.deferred);
  if ('request' in session)
    parts.push(isCalmRenewal(session), Math.min(session.request.attempt, 4), session.request.viewerError === null);
  if (pendingRequest(session)) parts.push(NOW - pendingRequest(session)!.requestedAt);
  if (session.status === 'waiting') parts.push(session.retryAt - NOW, session.notBefore - NOW);
  if (session.status === 'ready' || isCalmRenewal(session))
    parts.push(session.history.schedule?.spread, session.history.schedule?.isRepeated);
  return parts.join();
}
