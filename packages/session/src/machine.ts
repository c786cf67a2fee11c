import { StreamError } from './stream-error.js';
import { renewalTime, reportTime, scheduleRenewals, type RenewalSchedule, type SessionPolicy } from './policy.js';
import { retryDelay } from './retry-delay.js';
import type { TokenReason } from './providers/provider.js';
import {
  pendingRequest,
  tokenExpiry,
  isRequesting,
  INITIAL_STATE,
  getUsableToken,
  getToken,
  type PendingRequest,
  type RequestingState,
  type SessionHistory,
  type SessionAction,
  type SessionState,
} from './state.js';
import type { Token } from './token.js';

/** Returns the next state, or the same object if nothing changes. Pure, except for `policy.random`. */
export function transition(
  state: SessionState,
  action: SessionAction,
  now: number,
  policy: SessionPolicy,
): SessionState {
  switch (action.type) {
    case 'start':
      return 'reason' in state ? startRequest(state, state.reason, now) : afterWake(state, now, policy);
    case 'token-needed':
      return state.status === 'idle'
        ? startRequest(state, state.reason, now)
        : afterTick(state, now, { ...policy, renewOnDemand: false });
    case 'tick':
      return afterTick(state, now, policy);
    case 'wake':
      return afterWake(state, now, policy);
    case 'refresh':
      return pendingRequest(state) ? state : startRequest(state, 'manual', now);
    case 'granted':
      return isRequesting(state) ? afterGrant(state, action.token, policy) : state;
    case 'set':
      return toReady(action.token, scheduleRenewals(policy.random()), 0);
    case 'refused':
      return isRequesting(state) ? afterRefusal(state, action, now, policy) : state;
    case 'accepted':
      return afterAcceptance(state, action.token);
    case 'rejected':
      return afterRejection(state, action, now);
  }
}

/** When to check the state again. `Infinity` if only an action can change it. */
export function nextDeadline(state: SessionState, policy: SessionPolicy): number {
  const isUnreported = state.status === 'waiting' && !state.token && !state.request.viewerError;
  return Math.min(tokenExpiry(state), nextStepTime(state, policy), isUnreported ? reportTime(state.request) : Infinity);
}

function nextStepTime(state: SessionState, policy: SessionPolicy): number {
  if (isRequesting(state)) return state.request.requestedAt + policy.timeout;
  if (policy.renewOnDemand) return Infinity;
  if (state.status === 'waiting') return state.retryAt;
  return state.status === 'ready' && !state.deferred
    ? renewalTime(state.token, state.history.schedule, policy)
    : Infinity;
}

function afterTick(state: SessionState, now: number, policy: SessionPolicy): SessionState {
  if (now < nextDeadline(state, policy)) return state;
  switch (state.status) {
    case 'requesting':
    case 'refreshing':
      if (now >= state.request.requestedAt + policy.timeout)
        return afterRefusal(
          state,
          { error: new StreamError('token-unreachable', { detail: 'Timeout.' }), retry: true },
          now,
          policy,
        );
      return toRequesting(null, state.request, state.history);
    case 'ready':
      if (now < tokenExpiry(state)) return startRequest(state, 'renewal', now);
      return policy.renewOnDemand
        ? { status: 'idle', reason: 'resume', history: state.history }
        : startRequest(state, 'resume', now);
    case 'waiting':
      if (now >= nextStepTime(state, policy)) return startRequest(state, state.request.reason, now);
      return state.token
        ? afterTick({ ...state, token: null }, now, policy)
        : { ...state, request: { ...state.request, viewerError: state.error } };
    default:
      return state;
  }
}

function afterWake(state: SessionState, now: number, policy: SessionPolicy): SessionState {
  if (policy.renewOnDemand) return afterTick(state, now, policy);
  if (state.status === 'waiting' && now >= state.notBefore) return startRequest(state, state.request.reason, now);
  if (state.status === 'idle' && state.reason === 'resume') return startRequest(state, 'resume', now);
  return afterTick(state, now, policy);
}

function afterGrant({ request, history }: RequestingState, token: Token, { random }: SessionPolicy): SessionState {
  const [, next] = history.schedule;
  const isRenewal = request.reason === 'renewal';
  if (isRenewal && !request.attempt) return toReady(token, [next], 0);
  // After failed attempts the viewer keeps the point of the period, unless the schedule had not led there yet.
  const keepsPoint = isRenewal && next === undefined;
  return toReady(
    token,
    scheduleRenewals(keepsPoint ? (token.grantedAt - request.startedAt) / token.lifetime / 0.8 : random()),
    history.rejectionFatalUntil,
  );
}

function afterRefusal(
  state: RequestingState,
  { error, retry, retryAfter }: Omit<RefusedAction, 'type'>,
  now: number,
  policy: SessionPolicy,
): SessionState {
  const { request, history } = state;
  const token = getUsableToken(state, now);
  if (!retry && (!token || error.endsPlayback)) return toFailed(error);
  // A retry cannot help now, but the token is valid. One more request follows when the token expires: the endpoint may
  // answer differently by then.
  const retryAt = retry ? now + retryDelay(request.attempt, retryAfter, policy.random) : tokenExpiry(state);
  // `Retry-After` delays a request on waking only if a retry can help. Otherwise a wait for a token that the origin
  // refuses would never end.
  const notBefore = retry && retryAfter !== undefined ? retryAt : now + 1000;
  return afterTick({ status: 'waiting', token, request, error, retryAt, notBefore, history }, now, policy);
}

function afterAcceptance(state: SessionState, value: string): SessionState {
  if (!holdsToken(state, value) || state.history.rejectionFatalUntil < Infinity) return state;
  // The count of refusals resets only after `ACCEPTANCE_MS`. An origin that alternates between accepting and refusing
  // would otherwise cause an endless series of renewals.
  return { ...state, history: { ...state.history, rejectionFatalUntil: state.token.grantedAt + ACCEPTANCE_MS } };
}

const ACCEPTANCE_MS = 3000;

function afterRejection(state: SessionState, { token: value, status }: RejectedAction, now: number): SessionState {
  // A late refusal of an earlier token says nothing about this one.
  if (!holdsToken(state, value)) return state;
  if (now < state.history.rejectionFatalUntil) {
    const hasAccessRules = status === 403 && state.token.claims?.accessRules?.length;
    return toFailed(
      new StreamError(hasAccessRules ? 'blocked' : 'token-rejected', {
        detail: 'The origin refused two tokens.',
      }),
    );
  }
  const history = { ...state.history, rejectionFatalUntil: Infinity };
  if (state.status === 'refreshing') return toRequesting(null, state.request, history);
  if (state.status === 'waiting') return { ...state, token: null, retryAt: state.notBefore, history };
  return startRequest({ status: 'idle', reason: 'resume', history }, 'rejected', now);
}

type RefusedAction = Extract<SessionAction, { type: 'refused' }>;
type RejectedAction = Extract<SessionAction, { type: 'rejected' }>;
type StateWithToken = Extract<SessionState, { token: Token | null }> & { readonly token: Token };

function startRequest(state: SessionState, reason: TokenReason, now: number): SessionState {
  const previous = state.status === 'waiting' ? state.request : { startedAt: now, attempt: -1, viewerError: null };
  return toRequesting(
    getUsableToken(state, now),
    { ...previous, reason, requestedAt: now, attempt: previous.attempt + 1 },
    state.history,
  );
}

const toRequesting = (token: Token | null, request: PendingRequest, history: SessionHistory): SessionState =>
  token ? { status: 'refreshing', token, request, history } : { status: 'requesting', request, history };

const toReady = (token: Token, schedule: RenewalSchedule, rejectionFatalUntil: number): SessionState => ({
  status: 'ready',
  token,
  deferred: false,
  history: { schedule, rejectionFatalUntil },
});

const toFailed = (error: StreamError): SessionState => ({ ...INITIAL_STATE, status: 'failed', error });

const holdsToken = (state: SessionState, value: string): state is StateWithToken => getToken(state)?.value === value;
