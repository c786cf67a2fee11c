import { describe, expect, test, vi } from 'vitest';
import { StreamError } from '../src/stream-error.ts';
import { nextDeadline, transition } from '../src/machine.ts';
import { pendingRequest, INITIAL_STATE, getToken, type SessionAction, type SessionState } from '../src/state.ts';
import { explore } from './support/explore.ts';
import { MACHINE, NOW, policyFor, sessionModel, type Machine } from './support/machine-model.ts';

// The exploration takes seconds, and longer on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

describe('the session machine, explored breadth first over all actions', () => {
  test.each([0, 0.5])('keeps every invariant in every reachable state, when `random` is %d', (random) => {
    const { states, transitions, violations } = explore(sessionModel(MACHINE, random));
    console.log(`session, random ${random}: ${states.length} states, ${transitions} transitions`);
    expect(Object.fromEntries(violations)).toEqual({});
    // Guards against a model that no longer reaches a part of the machine.
    expect(new Set(states.map(({ session }) => session.status)).size).toBe(6);
    expect(states.length).toBeGreaterThan(1000);
  });
});

type Next = (state: SessionState, event: SessionAction) => SessionState;

/** Replaces a transition where `wrong` returns a state. */
const mutate = (
  wrong: (state: SessionState, event: SessionAction, right: Next) => SessionState | undefined,
): Machine => ({
  ...MACHINE,
  transition: (state, event, now, policy) => {
    const right: Next = (from, action) => transition(from, action, now, policy);
    return wrong(state, event, right) ?? right(state, event);
  },
});

/** For each invariant, a machine that violates it. */
const mutants: Readonly<Record<string, Machine>> = {
  'a pending request is never replaced by another one': mutate((state, event, right) =>
    event.type === 'refresh' && pendingRequest(state) ? right(INITIAL_STATE, event) : undefined,
  ),
  'a request starts at the time of its transition': mutate((state, event, right) => {
    const next = right(state, event);
    const isNew = pendingRequest(next) && pendingRequest(next) !== pendingRequest(state);
    return isNew
      ? ({ ...next, request: { ...pendingRequest(next)!, requestedAt: NOW - 1000 } } as SessionState)
      : undefined;
  }),
  'a request has a timeout': {
    ...MACHINE,
    deadline: (state, policy) => (pendingRequest(state) ? Infinity : nextDeadline(state, policy)),
  },
  'no request before Retry-After': mutate((state, event, right) =>
    event.type === 'wake' && state.status === 'waiting' ? right({ ...state, notBefore: NOW }, event) : undefined,
  ),
  'no request within a second after one that failed': mutate((state, event, right) =>
    event.type === 'token-needed' && state.status === 'waiting' ? right({ ...state, retryAt: NOW }, event) : undefined,
  ),
  'a rejected token is not kept': mutate((_state, event) => (event.type === 'rejected' ? _state : undefined)),
  'a rejected token is never sent again': mutate((state, event) =>
    event.type === 'rejected' && state.status === 'refreshing' ? state : undefined,
  ),
  'a second rejection in a row is an error, never a loop': mutate((state, event, right) =>
    event.type === 'rejected'
      ? right({ ...state, history: { ...state.history, rejectionFatalUntil: 0 } }, event)
      : undefined,
  ),
  'a first rejection is not an error': mutate((state, event, right) =>
    event.type === 'rejected'
      ? right({ ...state, history: { ...state.history, rejectionFatalUntil: Infinity } }, event)
      : undefined,
  ),
  'a late rejection of another token changes nothing': mutate((state, event, right) =>
    event.type === 'rejected' ? right(state, { ...event, token: getToken(state)?.value ?? '' }) : undefined,
  ),
  'a granted token is used': mutate((state, event) =>
    event.type === 'granted' && state.status === 'refreshing' ? state : undefined,
  ),
  'a failed session changes only on request': mutate((state, event, right) =>
    event.type === 'wake' && state.status === 'failed' ? right(state, { type: 'start' }) : undefined,
  ),
  'a token known to have expired is never sent': { ...MACHINE, liveToken: getToken },
  'a wait without a token has a deadline': mutate((state, event, right) => {
    const next = right(state, event);
    return next.status === 'waiting' && !next.token ? { ...next, retryAt: Infinity } : undefined;
  }),
  'a token that expires has a deadline': {
    ...MACHINE,
    deadline: (state, policy) => (state.status === 'ready' ? Infinity : nextDeadline(state, policy)),
  },
  'a state changes at its deadline, or a timer would repeat without end': mutate((state, event) =>
    event.type === 'tick' && state.status === 'waiting' ? state : undefined,
  ),
  'each state leads to a token or an error': mutate((state, event) =>
    event.type === 'token-needed' && state.status === 'idle' ? state : undefined,
  ),
  'a failure has an error': mutate((state, event, right) => {
    const next = right(state, event);
    return next.status === 'failed' ? ({ ...next, error: null } as unknown as SessionState) : undefined;
  }),
};

describe('the exploration finds a violation of', () => {
  test.each(Object.entries(mutants))('%s', (invariant, machine) => {
    expect([...explore(sessionModel(machine, 0), { stopAt: invariant }).violations.keys()]).toContain(invariant);
  });
});

test('requests a token within a second when one is rejected and its renewal had no source', () => {
  // A token property that never expires, `refreshToken()` without an endpoint, and then a revoked key.
  const policy = policyFor(false, 0);
  const token = { value: 'given', grantedAt: NOW, lifetime: Infinity, claims: null, grant: { token: 'given' } };
  const error = new StreamError('token-expired');
  const events: SessionAction[] = [
    { type: 'set', token },
    { type: 'refresh' },
    { type: 'refused', error, retry: false, retryAfter: Infinity },
    { type: 'rejected', token: 'given', status: 401 },
  ];
  const state = events.reduce<SessionState>((from, event) => transition(from, event, NOW, policy), INITIAL_STATE);
  expect(nextDeadline(state, policy)).toBe(NOW + 1000);
  const requesting = transition(state, { type: 'tick' }, NOW + 1000, policy);
  expect(transition(requesting, events[2]!, NOW + 1000, policy)).toMatchObject({ status: 'failed', error });
});
