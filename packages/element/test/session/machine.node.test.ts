import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/errors/stream-error.js';
import { nextDeadline, transition } from '../../src/session/machine.js';
import { usableUntil, DEFAULT_POLICY, renewalTime, type SessionPolicy } from '../../src/session/policy.js';
import {
  INITIAL_STATE,
  getUsableToken,
  type PendingRequest,
  type SessionAction,
  type SessionState,
} from '../../src/session/state.js';
import type { Token } from '../../src/session/token.js';

const policy: SessionPolicy = { ...DEFAULT_POLICY, random: () => 0.5 };
const NOW = 1_000_000;
const history = { schedule: { spread: null, isRepeated: false }, rejectionFatalUntil: 0 } as const;
const unreachable = new StreamError('token-unreachable');

const grantedAt = (age: number, value = 'token-a'): Token => ({
  value,
  grantedAt: NOW - age,
  lifetime: 100_000,
  claims: null,
});
const [fresh, due, expired, next] = [grantedAt(10_000), grantedAt(85_000), grantedAt(100_000), grantedAt(0, 'token-b')];
const requesting: PendingRequest = { reason: 'renewal', attempt: 0, requestedAt: NOW - 100, viewerError: null };
const waiting = {
  status: 'waiting',
  request: requesting,
  error: unreachable,
  retryAt: NOW + 500,
  notBefore: NOW,
  history,
} as const;

/** Every situation that a session can be in. */
const states = {
  'nobody has asked': INITIAL_STATE,
  'died unwatched': { status: 'idle', reason: 'resume', history },
  'asking, no token': { status: 'requesting', request: { ...requesting, reason: 'initial' }, history },
  'asking for too long': { status: 'requesting', request: { ...requesting, requestedAt: NOW - 10_000 }, history },
  'token is fresh': { status: 'ready', token: fresh, deferred: false, history },
  'token is due': { status: 'ready', token: due, deferred: false, history },
  'due, page will supply': { status: 'ready', token: due, deferred: true, history },
  'token is dead': { status: 'ready', token: expired, deferred: false, history },
  'refused once before': {
    status: 'ready',
    token: fresh,
    deferred: false,
    history: { ...history, rejectionFatalUntil: Infinity },
  },
  renewing: { status: 'refreshing', token: due, request: requesting, history },
  'renewing, token died': { status: 'refreshing', token: expired, request: requesting, history },
  'waiting, token lives': { ...waiting, token: due },
  'waiting, token died': { ...waiting, token: expired },
  'waiting, no token': { ...waiting, token: null },
  'wait is over': { ...waiting, token: due, retryAt: NOW },
  'sent away for longer': { ...waiting, token: due, retryAt: NOW + 60_000, notBefore: NOW + 60_000 },
  failed: { status: 'failed', error: unreachable, reason: 'initial', history: INITIAL_STATE.history },
} as const satisfies Record<string, SessionState>;

/** Every thing that can happen. */
const events = {
  start: { type: 'start' },
  need: { type: 'token-needed' },
  tick: { type: 'tick' },
  wake: { type: 'wake' },
  refresh: { type: 'refresh' },
  granted: { type: 'granted', token: next },
  supplied: { type: 'set', token: next },
  unreachable: { type: 'refused', error: unreachable, retry: true },
  denied: { type: 'refused', error: new StreamError('token-denied'), retry: false },
  accepted: { type: 'accepted', token: 'token-a' },
  'accepted old': { type: 'accepted', token: 'token-z' },
  rejected: { type: 'rejected', token: 'token-a', status: 401 },
  'rejected old': { type: 'rejected', token: 'token-z', status: 401 },
} as const satisfies Record<string, SessionAction>;

/**
 * `.` nothing changes · `ask` a new request, no token · `renew` a new request behind a token · `b` token-b is in use
 * `wait` for the next try, with a token or `bare` without · `lost` the token is gone, the request goes on
 * `idle` until somebody needs a token · `fail` · `calm` the row of refusals has ended
 */
const table = `
                         start  need   tick   wake   refresh granted supplied unreachable denied   accepted accepted-old rejected rejected-old
nobody has asked       | ask    ask    .      .      ask     .       b        .           .        .        .            .        .
died unwatched         | ask    ask    .      ask    ask     .       b        .           .        .        .            .        .
asking, no token       | .      .      .      .      .       b       b        bare        fail     .        .            .        .
asking for too long    | bare   bare   bare   bare   .       b       b        bare        fail     .        .            .        .
token is fresh         | .      .      .      .      renew   .       b        .           .        .        .            ask      .
token is due           | renew  renew  renew  renew  renew   .       b        .           .        .        .            ask      .
due, page will supply  | .      .      .      .      renew   .       b        .           .        .        .            ask      .
token is dead          | ask    ask    ask    ask    ask     .       b        .           .        .        .            ask      .
refused once before    | .      .      .      .      renew   .       b        .           .        calm     .            fail     .
renewing               | .      .      .      .      .       b       b        wait        wait     .        .            lost     .
renewing, token died   | lost   lost   lost   lost   .       b       b        bare        fail     .        .            lost     .
waiting, token lives   | renew  .      .      renew  renew   .       b        .           .        .        .            bare     .
waiting, token died    | ask    bare   bare   ask    ask     .       b        .           .        .        .            bare     .
waiting, no token      | ask    .      .      ask    ask     .       b        .           .        .        .            .        .
wait is over           | renew  renew  renew  renew  renew   .       b        .           .        .        .            bare     .
sent away for longer   | .      .      .      .      renew   .       b        .           .        .        .            bare     .
failed                 | ask    .      .      .      ask     .       b        .           .        .        .            .        .
`;

const rows = table.trim().split('\n').slice(1);

test('the table has a row for every situation and a cell for every event', () => {
  expect(rows.map((row) => row.split('|')[0]!.trim())).toEqual(Object.keys(states));
  for (const row of rows) expect(row.split('|')[1]!.trim().split(/\s+/), row).toHaveLength(Object.keys(events).length);
});

for (const row of rows) {
  const [name = '', cells = ''] = row.split('|').map((part) => part.trim());
  describe(name, () => {
    for (const [index, cell] of cells.split(/\s+/).entries()) {
      const [event, value] = Object.entries(events)[index]!;
      test(`${event}: ${cell}`, () => {
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
      return 'request' in state && state.request === next.request ? 'lost' : 'ask';
    case 'refreshing':
      return 'renew';
    case 'ready':
      if (next.token.value === 'token-b') return 'b';
      return 'calm';
    case 'waiting':
      return next.token ? 'wait' : 'bare';
    case 'failed':
      return 'fail';
  }
}

describe('nobody watches', () => {
  const onDemandPolicy = { ...policy, renewOnDemand: true };
  const after = (state: SessionState, event: SessionAction) =>
    summary(state, transition(state, event, NOW, onDemandPolicy));

  test.each(['token is due', 'wait is over', 'waiting, no token', 'died unwatched'] as const)(
    '%s: neither time nor waking asks for a token',
    (name) => {
      expect([after(states[name], { type: 'tick' }), after(states[name], { type: 'wake' })]).toEqual(['.', '.']);
    },
  );

  test('a token that dies is not missed', () => {
    expect(after(states['token is dead'], { type: 'tick' })).toBe('idle');
    expect(nextDeadline(states['token is due'], onDemandPolicy)).toBe(usableUntil(due));
  });

  test('a request for media asks all the same', () => {
    expect(after(states['token is due'], { type: 'token-needed' })).toBe('renew');
    expect(after(states['died unwatched'], { type: 'token-needed' })).toBe('ask');
    expect(after(states['wait is over'], { type: 'token-needed' })).toBe('renew');
  });
});

describe('deadlines', () => {
  test.each(Object.keys(states) as (keyof typeof states)[])('%s: at the deadline something changes', (name) => {
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

  test('nothing is sent at or after the moment of death', () => {
    const state = states['token is fresh'];
    expect(getUsableToken(state, usableUntil(fresh) - 1)).toBe(fresh);
    expect(getUsableToken(state, usableUntil(fresh))).toBeNull();
  });

  test('a fresh token is looked at when it is due, one that the page will follow when it dies', () => {
    expect(nextDeadline(states['token is fresh'], policy)).toBe(renewalTime(fresh, history.schedule, policy));
    expect(nextDeadline(states['due, page will supply'], policy)).toBe(usableUntil(due));
  });
});

describe('refusals', () => {
  const rejected = (state: SessionState, status: number) =>
    transition(state, { type: 'rejected', token: 'token-a', status }, NOW, policy);
  const withAccessRules: Token = { ...fresh, claims: { accessRules: [{ type: 'any', action: 'block' }] } };

  test('the second in a row is the end, and says why', () => {
    const once = states['refused once before'];
    expect(rejected(once, 401)).toMatchObject({ status: 'failed', error: { reason: 'token-rejected' } });
    expect(rejected({ ...once, token: withAccessRules }, 403)).toMatchObject({ error: { reason: 'blocked' } });
    expect(rejected({ ...once, token: withAccessRules }, 401)).toMatchObject({ error: { reason: 'token-rejected' } });
  });

  test('a successor that the origin took is on trial for its first three seconds, and then nothing was in a row', () => {
    const taken = transition(
      { ...states['refused once before'], token: next },
      { type: 'accepted', token: 'token-b' },
      NOW,
      policy,
    );
    const after = (time: number) =>
      transition(taken, { type: 'rejected', token: 'token-b', status: 401 }, NOW + time, policy);
    expect(after(2999)).toMatchObject({ status: 'failed', error: { reason: 'token-rejected' } });
    expect(after(3000)).toMatchObject({
      status: 'requesting',
      request: { reason: 'rejected' },
      history: { rejectionFatalUntil: Infinity },
    });
  });

  test('a denial while the token lives is asked about once more when it dies, and then believed', () => {
    const denied = transition(states.renewing, events.denied, NOW, policy);
    expect(nextDeadline(denied, policy)).toBe(usableUntil(due));
    const last = transition(denied, { type: 'tick' }, usableUntil(due), policy);
    expect(last).toMatchObject({ status: 'requesting' });
    expect(transition(last, events.denied, usableUntil(due), policy)).toMatchObject({
      error: { reason: 'token-denied' },
    });
  });

  test('a crowd that was refused together is spread out anew', () => {
    const again = transition(rejected(states['token is fresh'], 401), events.granted, NOW, policy);
    expect(again).toMatchObject({
      history: { schedule: { spread: 0.5, isRepeated: true }, rejectionFatalUntil: Infinity },
    });
  });

  test('the viewer hears of it after the third try, or one that took five seconds', () => {
    const viewerError = (attempt: number, took: number) => {
      const ask = { ...requesting, attempt, requestedAt: NOW - took };
      const state = transition({ status: 'requesting', request: ask, history }, events.unreachable, NOW, policy);
      return 'request' in state && state.request.viewerError;
    };
    expect([viewerError(0, 0), viewerError(1, 4999), viewerError(2, 0), viewerError(0, 5000)]).toEqual([
      null,
      null,
      unreachable,
      unreachable,
    ]);
  });
});
