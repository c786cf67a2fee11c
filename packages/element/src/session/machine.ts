import { StreamError } from '../catalogue/errors.js';
import { isOverdue, nextPace, renewAt, retryDelay, type SessionPolicy } from './policy.js';
import type { TokenReason } from './provider.js';
import {
  askOf,
  deathOf,
  isAsking,
  liveToken,
  NO_PAST,
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
      return state.status === 'idle' || state.status === 'failed'
        ? ask(state, state.status === 'idle' ? state.reason : 'initial', now)
        : state;
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
    case 'deferred':
      return state.status === 'ready' ? { ...state, deferred: true } : state;
    case 'granted':
      return isAsking(state) ? afterGrant(state, event.token, policy) : state;
    case 'supplied':
      return ready(event.token, { ...NO_PAST, pace: nextPace(null, policy.random) });
    case 'refused':
      return afterRefusal(state, event, now, policy);
    case 'accepted':
      return afterAcceptance(state, event.token);
    case 'rejected':
      return afterRejection(state, event, now);
  }
}

/** When to look at the state again; `Infinity` when only an event can change it. */
export function deadline(state: SessionState, policy: SessionPolicy): number {
  const death = deathOf(state);
  switch (state.status) {
    case 'idle':
    case 'failed':
      return Infinity;
    case 'requesting':
    case 'refreshing':
      return Math.min(death, state.ask.askedAt + policy.timeout);
    case 'ready':
      return Math.min(death, state.deferred || policy.lazy ? Infinity : renewAt(state.token, state.past.pace, policy));
    case 'waiting':
      return Math.min(death, policy.lazy ? Infinity : state.retryAt);
  }
}

const isDue = (state: SessionState, now: number, policy: SessionPolicy): boolean =>
  state.status === 'ready' &&
  !state.deferred &&
  now < deathOf(state) &&
  now >= renewAt(state.token, state.past.pace, policy);

function afterTime(state: SessionState, now: number, policy: SessionPolicy): SessionState {
  const dead = now >= deathOf(state);
  switch (state.status) {
    case 'idle':
    case 'failed':
      return state;
    case 'requesting':
    case 'refreshing':
      if (now >= state.ask.askedAt + policy.timeout) return afterRefusal(state, noAnswer(), now, policy);
      return dead ? { status: 'requesting', ask: state.ask, past: state.past } : state;
    case 'ready':
      if (dead) return policy.lazy ? { status: 'idle', reason: 'resume', past: state.past } : ask(state, 'resume', now);
      return !policy.lazy && isDue(state, now, policy) ? ask(state, 'renewal', now) : state;
    case 'waiting':
      if (now >= state.retryAt && !policy.lazy) return ask(state, state.ask.reason, now);
      return dead && state.token ? { ...state, token: null } : state;
  }
}

function afterWaking(state: SessionState, now: number, policy: SessionPolicy): SessionState {
  if (state.status === 'waiting') return afterTime(hurry(state, now), now, policy);
  if (state.status === 'idle' && state.reason === 'resume' && !policy.lazy) return ask(state, 'resume', now);
  return afterTime(state, now, policy);
}

function afterGrant(state: Asking, token: Token, policy: SessionPolicy): SessionState {
  const { ask, past } = state;
  const calm = ask.reason === 'renewal' && ask.attempt === 0;
  return ready(token, { ...past, pace: nextPace(calm ? past.pace : null, policy.random) });
}

function afterRefusal(
  state: SessionState,
  { error, retry, retryAfter }: Extract<SessionEvent, { type: 'refused' }>,
  now: number,
  policy: SessionPolicy,
): SessionState {
  if (!isAsking(state)) return state;
  const { ask } = state;
  const token = liveToken(state, now);
  if (!retry && !token) return { status: 'failed', error };
  // Asking again can not help now, but the token lives: one more try when it dies, for the endpoint may know better by then.
  const retryAt = retry ? now + retryDelay(ask.attempt, retryAfter, policy.random) : deathOf(state);
  return {
    status: 'waiting',
    token,
    ask: { ...ask, trouble: isOverdue(ask.attempt, now - ask.since) ? error : ask.trouble },
    error,
    retryAt,
    notBefore: retryAfter === undefined ? now + 1000 : retryAt,
    past: state.past,
  };
}

function afterAcceptance(state: SessionState, value: string): SessionState {
  if (!holds(state, value) || state.past.refused === null) return state;
  return { ...state, past: { ...state.past, refused: null } };
}

function afterRejection(
  state: SessionState,
  { token: value, status }: Extract<SessionEvent, { type: 'rejected' }>,
  now: number,
): SessionState {
  // A late refusal of an earlier token says nothing about this one.
  if (!holds(state, value)) return state;
  const { token, past } = state;
  const strikes = now - token.grantedAt < QUICK ? past.strikes + 1 : 1;
  if (past.refused !== null || strikes > MOST_STRIKES) {
    const byRule = status === 403 && token.claims?.accessRules?.length;
    const error = byRule ? new StreamError('blocked') : rejection('Its successor was refused too.');
    return { status: 'failed', error };
  }
  const bereft = { past: { pace: past.pace, refused: value, strikes } };
  if (state.status === 'refreshing') return { status: 'requesting', ask: state.ask, ...bereft };
  if (state.status === 'waiting') return hurry({ ...state, token: null, ...bereft }, now);
  return ask({ status: 'idle', reason: 'resume', ...bereft }, 'rejected', now);
}

/** An origin that takes one request and refuses the next accepts every token and none: five quick refusals are a refusal. */
const MOST_STRIKES = 5;
const QUICK = 3000;

type Waiting = Extract<SessionState, { status: 'waiting' }>;
type Holding = Extract<SessionState, { past: Past }> & { readonly token: Token };

const hurry = (state: Waiting, now: number): Waiting => ({
  ...state,
  retryAt: Math.min(state.retryAt, Math.max(now, state.notBefore)),
});

function ask(state: SessionState, reason: TokenReason, now: number): SessionState {
  const token = liveToken(state, now);
  const last = state.status === 'waiting' ? state.ask : null;
  const next: Ask = {
    reason,
    attempt: last ? last.attempt + 1 : 0,
    askedAt: now,
    since: last ? last.since : now,
    trouble: last && reason !== 'manual' ? last.trouble : null,
  };
  const past = state.status === 'failed' ? NO_PAST : state.past;
  return token ? { status: 'refreshing', token, ask: next, past } : { status: 'requesting', ask: next, past };
}

const ready = (token: Token, past: Past): SessionState => ({ status: 'ready', token, deferred: false, past });

const holds = (state: SessionState, value: string): state is Holding => tokenOf(state)?.value === value;

const rejection = (detail: string) => new StreamError('token-rejected', { detail });

const noAnswer = () =>
  ({
    type: 'refused',
    error: new StreamError('token-unreachable', { detail: 'There was no answer in time.' }),
    retry: true,
  }) as const;
