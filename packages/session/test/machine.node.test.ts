import { describe, expect, test } from 'vitest';
import { StreamError } from '../src/stream-error.js';
import { nextDeadline, transition } from '../src/machine.js';
import {
  usableUntil,
  DEFAULT_POLICY,
  renewalTime,
  scheduleRenewals,
  type RenewalSchedule,
  type SessionPolicy,
} from '../src/policy.js';
import {
  INITIAL_STATE,
  getUsableToken,
  getViewerError,
  type PendingRequest,
  type SessionAction,
  type SessionState,
} from '../src/state.js';
import type { Token } from '../src/token.js';

const policy: SessionPolicy = { ...DEFAULT_POLICY, random: () => 0.5 };
const NOW = 1_000_000;
const history = { schedule: [], rejectionFatalUntil: 0 } as const;
const unreachable = new StreamError('token-unreachable');

const grantedAt = (age: number, value = 'token-a'): Token => ({
  value,
  grantedAt: NOW - age,
  lifetime: 100_000,
  claims: null,
  grant: { token: value },
});
const [fresh, due, expired, next] = [grantedAt(10_000), grantedAt(85_000), grantedAt(100_000), grantedAt(0, 'token-b')];
const requesting: PendingRequest = {
  reason: 'renewal',
  attempt: 0,
  startedAt: NOW - 100,
  requestedAt: NOW - 100,
  viewerError: null,
};
const waiting = {
  status: 'waiting',
  request: requesting,
  error: unreachable,
  retryAt: NOW + 500,
  notBefore: NOW,
  history,
} as const;

/** Every state of a session. */
const states = {
  'not requested yet': INITIAL_STATE,
  'expired on demand': { status: 'idle', reason: 'resume', history },
  requesting: { status: 'requesting', request: { ...requesting, reason: 'initial' }, history },
  'request timed out': { status: 'requesting', request: { ...requesting, requestedAt: NOW - 10_000 }, history },
  'token is fresh': { status: 'ready', token: fresh, deferred: false, history },
  'token is due': { status: 'ready', token: due, deferred: false, history },
  'due, page sets it': { status: 'ready', token: due, deferred: true, history },
  'token has expired': { status: 'ready', token: expired, deferred: false, history },
  'rejected before': {
    status: 'ready',
    token: fresh,
    deferred: false,
    history: { ...history, rejectionFatalUntil: Infinity },
  },
  renewing: { status: 'refreshing', token: due, request: requesting, history },
  'renewing, expired': { status: 'refreshing', token: expired, request: requesting, history },
  'waiting, token valid': { ...waiting, token: due },
  'waiting, expired': { ...waiting, token: expired },
  'waiting, no token': { ...waiting, token: null },
  'wait is over': { ...waiting, token: due, retryAt: NOW },
  'told to retry later': { ...waiting, token: due, retryAt: NOW + 60_000, notBefore: NOW + 60_000 },
  failed: { status: 'failed', error: unreachable, reason: 'initial', history: INITIAL_STATE.history },
} as const satisfies Record<string, SessionState>;

/** Every action. */
const events = {
  start: { type: 'start' },
  need: { type: 'token-needed' },
  tick: { type: 'tick' },
  wake: { type: 'wake' },
  refresh: { type: 'refresh' },
  granted: { type: 'granted', token: next },
  set: { type: 'set', token: next },
  unreachable: { type: 'refused', error: unreachable, retry: true },
  denied: { type: 'refused', error: new StreamError('token-denied'), retry: false },
  accepted: { type: 'accepted', token: 'token-a' },
  'accepted old': { type: 'accepted', token: 'token-z' },
  rejected: { type: 'rejected', token: 'token-a', status: 401 },
  'rejected old': { type: 'rejected', token: 'token-z', status: 401 },
} as const satisfies Record<string, SessionAction>;

/**
 * `.` no change · `request` a request without a token · `renew` a request, with a token · `next` token-b is used · `wait` for a retry, without a
 * token or `wait+token` with one · `drop` the token is dropped, and the request continues · `idle` until a token is needed · `fail` ·
 * `reset` the next rejection is the first one again
 */
const table = `
                       start   need    tick    wake    refresh granted set  unreachable denied     accepted accepted-old rejected rejected-old
not requested yet    | request request .       .       request .       next .           .          .        .            .        .
expired on demand    | request request .       request request .       next .           .          .        .            .        .
requesting           | .       .       .       .       .       next    next wait        fail       .        .            .        .
request timed out    | wait    wait    wait    wait    .       next    next wait        fail       .        .            .        .
token is fresh       | .       .       .       .       renew   .       next .           .          .        .            request  .
token is due         | renew   renew   renew   renew   renew   .       next .           .          .        .            request  .
due, page sets it    | .       .       .       .       renew   .       next .           .          .        .            request  .
token has expired    | request request request request request .       next .           .          .        .            request  .
rejected before      | .       .       .       .       renew   .       next .           .          reset    .            fail     .
renewing             | .       .       .       .       .       next    next wait+token  wait+token .        .            drop     .
renewing, expired    | drop    drop    drop    drop    .       next    next wait        fail       .        .            drop     .
waiting, token valid | renew   .       .       renew   renew   .       next .           .          .        .            wait     .
waiting, expired     | request wait    wait    request request .       next .           .          .        .            wait     .
waiting, no token    | request .       .       request request .       next .           .          .        .            .        .
wait is over         | renew   renew   renew   renew   renew   .       next .           .          .        .            wait     .
told to retry later  | .       .       .       .       renew   .       next .           .          .        .            wait     .
failed               | request .       .       .       request .       next .           .          .        .            .        .
`;

const rows = table.trim().split('\n').slice(1);

test('the table has a row for each state and a cell for each action', () => {
  expect(rows.map((row) => row.split('|')[0]!.trim())).toEqual(Object.keys(states));
  for (const row of rows) expect(row.split('|')[1]!.trim().split(/\s+/), row).toHaveLength(Object.keys(events).length);
});

for (const row of rows) {
  const [name = '', cells = ''] = row.split('|').map((part) => part.trim());
  describe(`transition from "${name}"`, () => {
    for (const [index, cell] of cells.split(/\s+/).entries()) {
      const [event, value] = Object.entries(events)[index]!;
      test(`returns "${cell}" for ${event}`, () => {
        const state: SessionState = states[name as keyof typeof states];
        expect(summary(state, transition(state, value, NOW, policy))).toBe(cell);
      });
    }
  });
}

function summary(state: SessionState, next: SessionState): string {
  if (next === state) return '.';
  switch (next.status) {
    case 'idle':
      return 'idle';
    case 'requesting':
      return 'request' in state && state.request === next.request ? 'drop' : 'request';
    case 'refreshing':
      return 'renew';
    case 'ready':
      return next.token.value === 'token-b' ? 'next' : 'reset';
    case 'waiting':
      return next.token ? 'wait+token' : 'wait';
    case 'failed':
      return 'fail';
  }
}

describe('transition with renewal on demand', () => {
  const onDemandPolicy = { ...policy, renewOnDemand: true };
  const after = (state: SessionState, event: SessionAction) =>
    summary(state, transition(state, event, NOW, onDemandPolicy));

  test.each(['token is due', 'wait is over', 'waiting, no token', 'expired on demand'] as const)(
    'requests no token at a tick or after waking from "%s"',
    (name) => {
      expect([after(states[name], { type: 'tick' }), after(states[name], { type: 'wake' })]).toEqual(['.', '.']);
    },
  );

  test('returns idle when the token expires', () => {
    expect(after(states['token has expired'], { type: 'tick' })).toBe('idle');
    expect(nextDeadline(states['token is due'], onDemandPolicy)).toBe(usableUntil(due));
  });

  test('requests a token when a media request needs one', () => {
    expect(after(states['token is due'], { type: 'token-needed' })).toBe('renew');
    expect(after(states['expired on demand'], { type: 'token-needed' })).toBe('request');
    expect(after(states['wait is over'], { type: 'token-needed' })).toBe('renew');
  });
});

describe('nextDeadline', () => {
  test.each(Object.keys(states) as (keyof typeof states)[])('is when a tick changes the state "%s"', (name) => {
    for (const onDemandPolicy of [false, true]) {
      const state: SessionState = states[name];
      const time = nextDeadline(state, { ...policy, renewOnDemand: onDemandPolicy });
      if (time === Infinity) continue;
      const next = transition(state, { type: 'tick' }, Math.max(time, NOW), {
        ...policy,
        renewOnDemand: onDemandPolicy,
      });
      expect(next).not.toBe(state);
    }
  });

  test('comes with no usable token from the expiry on', () => {
    const state = states['token is fresh'];
    expect(getUsableToken(state, usableUntil(fresh) - 1)).toBe(fresh);
    expect(getUsableToken(state, usableUntil(fresh))).toBeNull();
  });

  test('is the renewal time of a fresh token, and the expiry of one that the page will replace', () => {
    expect(nextDeadline(states['token is fresh'], policy)).toBe(renewalTime(fresh, history.schedule, policy));
    expect(nextDeadline(states['due, page sets it'], policy)).toBe(usableUntil(due));
  });
});

describe('transition after a rejection', () => {
  const rejected = (state: SessionState, status: number) =>
    transition(state, { type: 'rejected', token: 'token-a', status }, NOW, policy);
  const withAccessRules: Token = { ...fresh, claims: { accessRules: [{ type: 'any', action: 'block' }] } };

  test('fails for the second in a row, with a reason', () => {
    const once = states['rejected before'];
    expect(rejected(once, 401)).toMatchObject({ status: 'failed', error: { reason: 'token-rejected' } });
    expect(rejected({ ...once, token: withAccessRules }, 403)).toMatchObject({ error: { reason: 'blocked' } });
    expect(rejected({ ...once, token: withAccessRules }, 401)).toMatchObject({ error: { reason: 'token-rejected' } });
  });

  test('fails for the second one within three seconds after an accepted request, and renews after that', () => {
    const accepted = transition(
      { ...states['rejected before'], token: next },
      { type: 'accepted', token: 'token-b' },
      NOW,
      policy,
    );
    const after = (time: number) =>
      transition(accepted, { type: 'rejected', token: 'token-b', status: 401 }, NOW + time, policy);
    expect(after(2999)).toMatchObject({ status: 'failed', error: { reason: 'token-rejected' } });
    expect(after(3000)).toMatchObject({
      status: 'requesting',
      request: { reason: 'rejected' },
      history: { rejectionFatalUntil: Infinity },
    });
  });

  test('requests once more at the expiry after a denied renewal, and then fails', () => {
    const denied = transition(states.renewing, events.denied, NOW, policy);
    expect(nextDeadline(denied, policy)).toBe(usableUntil(due));
    const last = transition(denied, { type: 'tick' }, usableUntil(due), policy);
    expect(last).toMatchObject({ status: 'requesting' });
    expect(transition(last, events.denied, usableUntil(due), policy)).toMatchObject({
      error: { reason: 'token-denied' },
    });
  });

  test('spreads the renewals anew after a common rejection', () => {
    const again = transition(rejected(states['token is fresh'], 401), events.granted, NOW, policy);
    expect(again).toMatchObject({
      history: { schedule: scheduleRenewals(0.5), rejectionFatalUntil: Infinity },
    });
  });

  test('keeps the point of the period when a renewal succeeds after failed attempts', () => {
    const request = { ...requesting, attempt: 3, startedAt: NOW - next.lifetime * 0.2 };
    const scheduleAfter = (schedule: RenewalSchedule) => {
      const refreshing: SessionState = { status: 'requesting', request, history: { ...history, schedule } };
      return transition(refreshing, events.granted, NOW, policy).history.schedule;
    };
    expect(scheduleAfter([])).toEqual(scheduleRenewals(0.25));
    expect(scheduleAfter([0])).toEqual(scheduleRenewals(0.25));
    // The next renewal was to reach the point, so the viewers of the same moment would stay together.
    expect(scheduleAfter([0.25, 0])).toEqual(scheduleRenewals(0.5));
  });

  test('reports an error to the viewer after the third attempt, or five seconds after the first began', () => {
    const viewerError = (attempt: number, took: number) => {
      const request = { ...requesting, attempt, startedAt: NOW - took };
      const state = transition({ status: 'requesting', request, history }, events.unreachable, NOW, policy);
      return 'request' in state && state.request.viewerError;
    };
    expect([viewerError(0, 0), viewerError(1, 4999), viewerError(2, 0), viewerError(0, 5000)]).toEqual([
      null,
      null,
      unreachable,
      unreachable,
    ]);
  });

  test('reports an error five seconds after the first attempt began, however long the wait for the next one is', () => {
    const request = { ...requesting, startedAt: NOW, requestedAt: NOW };
    const refusal = { ...events.unreachable, retryAfter: 30_000 };
    const waiting = transition({ status: 'requesting', request, history }, refusal, NOW, policy);
    expect(nextDeadline(waiting, policy)).toBe(NOW + 5000);
    const reported = transition(waiting, { type: 'tick' }, NOW + 5000, policy);
    expect(getViewerError(reported)).toBe(unreachable);
    expect(nextDeadline(reported, policy)).toBeGreaterThanOrEqual(NOW + 30_000);
  });

  test('reports an error when the token expires while the next attempt is far away', () => {
    const request = { ...requesting, startedAt: NOW, requestedAt: NOW };
    const refusal = { ...events.unreachable, retryAfter: 600_000 };
    const waiting = transition({ status: 'refreshing', token: due, request, history }, refusal, NOW, policy);
    const expiry = nextDeadline(waiting, policy);
    expect(expiry).toBe(usableUntil(due));
    expect(getViewerError(transition(waiting, { type: 'tick' }, expiry, policy))).toBe(unreachable);
  });
});
