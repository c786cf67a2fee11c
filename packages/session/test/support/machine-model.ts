import { StreamError } from '../../src/stream-error.ts';
import { nextDeadline, transition } from '../../src/machine.ts';
import { DEFAULT_POLICY, type SessionPolicy } from '../../src/policy.ts';
import {
  pendingRequest,
  getViewerError,
  INITIAL_STATE,
  startsRenewal,
  getUsableToken,
  getToken,
  type SessionAction,
  type SessionState,
} from '../../src/state.ts';
import type { Token } from '../../src/token.ts';
import type { Edge, Model } from './explore.ts';

/** The functions by which a session decides. A test may replace one with a wrong one. */
export interface Machine {
  readonly transition: typeof transition;
  readonly deadline: typeof nextDeadline;
  readonly liveToken: typeof getUsableToken;
}

export const MACHINE: Machine = { transition, deadline: nextDeadline, liveToken: getUsableToken };

/** A session at the time `NOW`, and what the model remembers. All durations are milliseconds. */
export interface World {
  readonly session: SessionState;
  /** Remaining time in which the endpoint allows no request. 0 if it allows one. */
  readonly forbiddenFor: number;
  /** Time since a request failed with a retry. `Infinity` from one second on. */
  readonly sinceFailure: number;
  /** Whether the origin rejected the token that the session has. */
  readonly isHeldRefused: boolean;
  /** Number of rejections in a row, without a token that was accepted for long enough between them. */
  readonly refusals: number;
  /** Time until the row ends, three seconds after the grant of an accepted token. `Infinity` before one is accepted. */
  readonly rowEndsIn: number;
}

/** The model's time is constant: as time passes, each time in the state moves back. */
export const NOW = 1_000_000;
/** The step of time. All limits below are multiples of it, so that each order of events is possible. */
const TICK = 1000;
const TIMEOUT = 2000;
/** Ages beyond this are equal: the lifetime of a token, and longer than the delay before an error is reported to the viewer. */
const OLDEST = 6000;
const RETRY_AFTER = 2000;

export const policyFor = (renewOnDemand: boolean, random: number): SessionPolicy => ({
  ...DEFAULT_POLICY,
  random: () => random,
  timeout: TIMEOUT,
  renewBefore: 2000,
  renewOnDemand,
});

const newToken = (lifetime: number): Token => ({
  value: 'new',
  grantedAt: NOW,
  lifetime,
  claims: null,
  grant: { token: 'new' },
});
const unreachable = new StreamError('token-unreachable');
const denied = new StreamError('token-denied');
const noSource = new StreamError('token-expired');

/** All actions, each possible at any time. A token is `held` if the session has it, otherwise `other`. */
const EVENTS: Readonly<Record<string, SessionAction>> = {
  start: { type: 'start' },
  need: { type: 'token-needed' },
  tick: { type: 'tick' },
  wake: { type: 'wake' },
  refresh: { type: 'refresh' },
  'granted 6 s': { type: 'granted', token: newToken(6000) },
  'granted without expiry': { type: 'granted', token: newToken(Infinity) },
  'set 6 s': { type: 'set', token: newToken(6000) },
  'set without expiry': { type: 'set', token: newToken(Infinity) },
  unreachable: { type: 'refused', error: unreachable, retry: true },
  'later, in 2 s': { type: 'refused', error: unreachable, retry: true, retryAfter: RETRY_AFTER },
  denied: { type: 'refused', error: denied, retry: false },
  // The error of a session without an endpoint or provider.
  'no token source': { type: 'refused', error: noSource, retry: false, retryAfter: Infinity },
  accepted: { type: 'accepted', token: 'held' },
  'accepted another': { type: 'accepted', token: 'other' },
  rejected: { type: 'rejected', token: 'held', status: 401 },
  'rejected another': { type: 'rejected', token: 'other', status: 401 },
};

/**
 * A session and all actions. Each time-driven action is tried with eager renewal and with renewal on demand, and time
 * passes with or without the timer, because a machine may sleep.
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
        yield* perform(machine, world, event, policyFor(false, random), label);
        if (['start', 'tick', 'wake'].includes(label))
          yield* perform(machine, world, event, policyFor(true, random), `${label}, on demand`);
      }
    },
    check: (world) => violationsOfState(machine, world, random),
  };
}

function* perform(
  machine: Machine,
  world: World,
  event: SessionAction,
  policy: SessionPolicy,
  label: string,
): Iterable<Edge<World>> {
  const from = world.session;
  // A response belongs to a pending request. The driver drops any other one.
  if ((event.type === 'granted' || event.type === 'refused') && !pendingRequest(from)) return;
  const next = machine.transition(from, event, NOW, policy);
  yield { label, to: after(world, event, next), broken: violationsOfStep(world, event, next) };
  // The page cancels the renewal, and may never set a token.
  if (startsRenewal(from, next))
    yield { label: `${label}, page cancels`, to: { ...world, session: { ...from, deferred: true } } };
}

/** What the model remembers after a transition. */
function after(world: World, event: SessionAction, next: SessionState): World {
  const from = world.session;
  const isNewToken = getToken(next)?.value === 'new';
  // After a failure, the row starts again.
  const isFresh = event.type === 'set' || next.status === 'failed';
  const isRefused = event.type === 'rejected' && event.token === 'held' && getToken(from) !== null;
  const isRowOver = isFresh || world.rowEndsIn === 0 || (event.type === 'granted' && isFirstRenewal(from));
  const isResponse = event.type === 'refused' || isNewToken || isFresh;
  const refusals = isRowOver ? 0 : world.refusals;
  return {
    session: held(next),
    forbiddenFor: isResponse ? retryAfterOf(event) : world.forbiddenFor,
    sinceFailure: isResponse ? (event.type === 'refused' && event.retry ? 0 : Infinity) : world.sinceFailure,
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

const retryAfterOf = (event: SessionAction) => (event.type === 'refused' && event.retry && event.retryAfter) || 0;

const refusalsNow = ({ refusals, rowEndsIn }: World) => (rowEndsIn === 0 ? 0 : refusals);

const isFirstRenewal = (state: SessionState) => {
  const request = pendingRequest(state);
  return request?.reason === 'renewal' && request.attempt === 0;
};

/** The invariants that a transition violates. */
function violationsOfStep(world: World, event: SessionAction, next: SessionState): string[] {
  const from = world.session;
  const [before, request] = [pendingRequest(from), pendingRequest(next)];
  const broken: string[] = [];
  const isNewRequest = request !== null && request !== before;
  if (before && isNewRequest) broken.push('a pending request is never replaced by another one');
  if (isNewRequest && request.requestedAt !== NOW) broken.push('a request starts at the time of its transition');
  if (isNewRequest && event.type !== 'refresh') {
    if (world.forbiddenFor > 0) broken.push('no request before Retry-After');
    if (world.sinceFailure < 1000) broken.push('no request within a second after one that failed');
  }
  if (event.type === 'rejected' && event.token === 'held' && getToken(from)) {
    if (getToken(next)?.value === 'held') broken.push('a rejected token is not kept');
    if (refusalsNow(world) >= 1 && next.status !== 'failed')
      broken.push('a second rejection in a row is an error, never a loop');
    if (refusalsNow(world) === 0 && next.status === 'failed') broken.push('a first rejection is not an error');
  }
  if (event.type === 'rejected' && event.token === 'other' && next !== from)
    broken.push('a late rejection of another token changes nothing');
  if (event.type === 'granted' && next.status !== 'ready') broken.push('a granted token is used');
  if (from.status === 'failed' && ['token-needed', 'tick', 'wake'].includes(event.type) && next !== from)
    broken.push('a failed session changes only on request');
  return broken;
}

/** The invariants that a state violates. */
function violationsOfState(machine: Machine, world: World, random: number): string[] {
  const { session } = world;
  const broken: string[] = [];
  const sent = machine.liveToken(session, NOW);
  if (sent && NOW >= sent.grantedAt + sent.lifetime) broken.push('a token known to have expired is never sent');
  if (sent && world.isHeldRefused) broken.push('a rejected token is never sent again');
  const [eager, onDemandDeadline] = [false, true].map((onDemand) =>
    machine.deadline(session, policyFor(onDemand, random)),
  );
  if (pendingRequest(session) && Math.max(eager!, onDemandDeadline!) > NOW + TIMEOUT)
    broken.push('a request has a timeout');
  const isUsable = sent !== null && !session.status.startsWith('failed');
  if (session.status === 'waiting' && !isUsable && eager === Infinity)
    broken.push('a wait without a token has a deadline');
  if (isUsable && sent.lifetime < Infinity && Math.max(eager!, onDemandDeadline!) === Infinity)
    broken.push('a token that expires has a deadline');
  for (const onDemand of [false, true]) {
    const policy = policyFor(onDemand, random);
    if (machine.deadline(session, policy) > NOW) continue;
    if (machine.transition(session, { type: 'tick' }, NOW, policy) === session)
      broken.push('a state changes at its deadline, or a timer would repeat without end');
  }
  if (!isServed(machine, session, random)) broken.push('each state leads to a token or an error');
  if (session.status === 'failed' && !getViewerError(session)) broken.push('a failure has an error');
  return broken;
}

/**
 * Whether a caller that needs a token gets it, or an error, as time passes, within the longest wait that the machine may decide
 * on, if the endpoint grants each request.
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

/** The longest `retryDelay` without Retry-After, and the timeout of a request. */
const LONGEST_WAIT = 45_000;

const afterSecond = (world: World): World => ({
  ...world,
  session: shift(world.session, TICK),
  forbiddenFor: Math.max(0, world.forbiddenFor - TICK),
  rowEndsIn: Math.max(0, world.rowEndsIn - TICK),
  sinceFailure: world.sinceFailure >= 1000 ? Infinity : world.sinceFailure + TICK,
});

/** Renames a new token to `held`. */
function held(state: SessionState): SessionState {
  const token = getToken(state);
  return token?.value === 'new' ? ({ ...state, token: { ...token, value: 'held' } } as SessionState) : state;
}

/** The same state, `time` milliseconds later. Times before `OLDEST` make no difference. */
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
    moved['request'] = {
      ...state.request,
      startedAt: past(state.request.startedAt),
      requestedAt: Math.max(state.request.requestedAt - time, NOW - 5000),
    };
  if (state.status === 'waiting')
    Object.assign(moved, { retryAt: coming(state.retryAt), notBefore: coming(state.notBefore) });
  return moved as unknown as SessionState;
}

/**
 * What makes a difference for later states. Left out: the error behind a wait and when that request began; every reason but
 * `renewal`; the schedule, if no renewal is pending; attempts after the fifth, whose delays are equal.
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
    parts.push(isFirstRenewal(session), Math.min(session.request.attempt, 4), session.request.viewerError === null);
  if (pendingRequest(session)) parts.push(NOW - pendingRequest(session)!.requestedAt);
  if (session.status === 'waiting') parts.push(session.retryAt - NOW, session.notBefore - NOW);
  const isRenewal = 'request' in session && session.request.reason === 'renewal';
  if (isRenewal) parts.push(NOW - session.request.startedAt);
  if (session.status === 'ready' || isRenewal) parts.push(session.history.schedule);
  return parts.join();
}
