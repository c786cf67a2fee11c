import { StreamError } from '../catalogue/errors.js';
import { isOverdue, nextPace, renewAt, retryDelay, type Pace, type SessionPolicy } from './policy.js';
import type { TokenReason } from './provider.js';
import {
  askOf,
  deathOf,
  isAsking,
  initialState,
  liveToken,
  tokenOf,
  type Ask,
  type Asking,
  type Past,
  type SessionEvent,
  type SessionState,
} from './state.js';
import type { Token } from './token.js';

/** What is next. Returns the very state that it was given when nothing changes. Pure, but for `policy.random`. */
export function transition(state: SessionState, event: SessionEvent, now: number, policy: SessionPolicy): SessionState {
  switch (event.type) {
    case 'start':
      return 'reason' in state ? ask(state, state.reason, now) : afterWaking(state, now, policy);
    case 'need':
      return state.status === 'idle'
        ? ask(state, state.reason, now)
        : afterTime(state, now, { ...policy, lazy: false });
    case 'tick':
      return afterTime(state, now, policy);
    case 'wake':
      return afterWaking(state, now, policy);
    case 'refresh':
      return askOf(state) ? state : ask(state, 'manual', now);
    case 'granted':
      return isAsking(state) ? afterGrant(state, event.token, policy) : state;
    case 'supplied':
      return ready(event.token, nextPace(null, policy.random), 0);
    case 'refused':
      return isAsking(state) ? afterRefusal(state, event, now, policy) : state;
    case 'accepted':
      return afterAcceptance(state, event.token);
    case 'rejected':
      return afterRejection(state, event, now);
  }
}

/** When to look at the state again; `Infinity` when only an event can change it. */
export function deadline(state: SessionState, policy: SessionPolicy): number {
  return Math.min(deathOf(state), nextStep(state, policy));
}

function nextStep(state: SessionState, policy: SessionPolicy): number {
  if (isAsking(state)) return state.ask.askedAt + policy.timeout;
  if (policy.lazy) return Infinity;
  if (state.status === 'waiting') return state.retryAt;
  return state.status === 'ready' && !state.deferred ? renewAt(state.token, state.past.pace, policy) : Infinity;
}

function afterTime(state: SessionState, now: number, policy: SessionPolicy): SessionState {
  if (now < deadline(state, policy)) return state;
  switch (state.status) {
    case 'requesting':
    case 'refreshing':
      if (now >= state.ask.askedAt + policy.timeout) return afterRefusal(state, noAnswer(), now, policy);
      return asking(null, state.ask, state.past);
    case 'ready':
      if (now < deathOf(state)) return ask(state, 'renewal', now);
      return policy.lazy ? { status: 'idle', reason: 'resume', past: state.past } : ask(state, 'resume', now);
    case 'waiting':
      return now >= nextStep(state, policy) ? ask(state, state.ask.reason, now) : { ...state, token: null };
    default:
      return state;
  }
}

function afterWaking(state: SessionState, now: number, policy: SessionPolicy): SessionState {
  if (policy.lazy) return afterTime(state, now, policy);
  if (state.status === 'waiting' && now >= state.notBefore) return ask(state, state.ask.reason, now);
  if (state.status === 'idle' && state.reason === 'resume') return ask(state, 'resume', now);
  return afterTime(state, now, policy);
}

function afterGrant({ ask, past }: Asking, token: Token, { random }: SessionPolicy): SessionState {
  const isCalm = ask.reason === 'renewal' && ask.attempt === 0;
  return ready(token, nextPace(isCalm ? past.pace : null, random), isCalm ? 0 : past.trial);
}

function afterRefusal(
  state: Asking,
  { error, retry, retryAfter }: Omit<Refused, 'type'>,
  now: number,
  { random }: SessionPolicy,
): SessionState {
  const { ask, past } = state;
  const token = liveToken(state, now);
  if (!retry && !token) return failed(error);
  // Asking again can not help now, but the token lives: one more try when it dies, for the endpoint may know better by then.
  const retryAt = retry ? now + retryDelay(ask.attempt, retryAfter, random) : deathOf(state);
  const trouble = isOverdue(ask.attempt, now - ask.askedAt) ? error : ask.trouble;
  // A wish of the endpoint counts where another try can help. Without it, a wait for a token that the origin refuses would never end.
  const notBefore = retry && retryAfter !== undefined ? retryAt : now + 1000;
  return { status: 'waiting', token, ask: { ...ask, trouble }, error, retryAt, notBefore, past };
}

function afterAcceptance(state: SessionState, value: string): SessionState {
  if (!holds(state, value) || state.past.trial < Infinity) return state;
  // Not yet: an origin that takes one request and refuses the next would end each row by the first request with the next token.
  return { ...state, past: { ...state.past, trial: state.token.grantedAt + QUICK } };
}

const QUICK = 3000;

function afterRejection(state: SessionState, { token: value, status }: Rejected, now: number): SessionState {
  // A late refusal of an earlier token says nothing about this one.
  if (!holds(state, value)) return state;
  if (now < state.past.trial) {
    const isByRule = status === 403 && state.token.claims?.accessRules?.length;
    return failed(
      new StreamError(isByRule ? 'blocked' : 'token-rejected', { detail: 'Its successor was refused too.' }),
    );
  }
  const past = { ...state.past, trial: Infinity };
  if (state.status === 'refreshing') return asking(null, state.ask, past);
  if (state.status === 'waiting') return { ...state, token: null, retryAt: state.notBefore, past };
  return ask({ status: 'idle', reason: 'resume', past }, 'rejected', now);
}

type Refused = Extract<SessionEvent, { type: 'refused' }>;
type Rejected = Extract<SessionEvent, { type: 'rejected' }>;
type Holding = Extract<SessionState, { token: Token | null }> & { readonly token: Token };

function ask(state: SessionState, reason: TokenReason, now: number): SessionState {
  const { attempt, trouble } = state.status === 'waiting' ? state.ask : FIRST;
  return asking(liveToken(state, now), { reason, attempt: attempt + 1, askedAt: now, trouble }, state.past);
}

const FIRST = { attempt: -1, trouble: null };

const asking = (token: Token | null, ask: Ask, past: Past): SessionState =>
  token ? { status: 'refreshing', token, ask, past } : { status: 'requesting', ask, past };

const ready = (token: Token, pace: Pace, trial: number): SessionState => ({
  status: 'ready',
  token,
  deferred: false,
  past: { pace, trial },
});

const failed = (error: StreamError): SessionState => ({ ...initialState, status: 'failed', error });

const holds = (state: SessionState, value: string): state is Holding => tokenOf(state)?.value === value;

const noAnswer = () => ({
  error: new StreamError('token-unreachable', { detail: 'No answer in time.' }),
  retry: true,
});
