import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/catalogue/errors.js';
import { deadline, transition } from '../../src/session/machine.js';
import { deadAt, defaultPolicy, renewAt, type SessionPolicy } from '../../src/session/policy.js';
import { initialState, liveToken, type Ask, type SessionEvent, type SessionState } from '../../src/session/state.js';
import type { Token } from '../../src/session/token.js';

const policy: SessionPolicy = { ...defaultPolicy, random: () => 0.5 };
const NOW = 1_000_000;
const past = { pace: { spread: null, again: false }, trial: 0 } as const;
const unreachable = new StreamError('token-unreachable');

const born = (age: number, value = 'token-a'): Token => ({
  value,
  grantedAt: NOW - age,
  lifetime: 100_000,
  claims: null,
});
const [fresh, due, dead, next] = [born(10_000), born(85_000), born(100_000), born(0, 'token-b')];
const asking: Ask = { reason: 'renewal', attempt: 0, askedAt: NOW - 100, trouble: null };
const waiting = {
  status: 'waiting',
  ask: asking,
  error: unreachable,
  retryAt: NOW + 500,
  notBefore: NOW,
  past,
} as const;

/** Every situation that a session can be in. */
const states = {
  'nobody has asked': initialState,
  'died unwatched': { status: 'idle', reason: 'resume', past },
  'asking, no token': { status: 'requesting', ask: { ...asking, reason: 'initial' }, past },
  'asking for too long': { status: 'requesting', ask: { ...asking, askedAt: NOW - 10_000 }, past },
  'token is fresh': { status: 'ready', token: fresh, deferred: false, past },
  'token is due': { status: 'ready', token: due, deferred: false, past },
  'due, page will supply': { status: 'ready', token: due, deferred: true, past },
  'token is dead': { status: 'ready', token: dead, deferred: false, past },
  'refused once before': { status: 'ready', token: fresh, deferred: false, past: { ...past, trial: Infinity } },
  renewing: { status: 'refreshing', token: due, ask: asking, past },
  'renewing, token died': { status: 'refreshing', token: dead, ask: asking, past },
  'waiting, token lives': { ...waiting, token: due },
  'waiting, token died': { ...waiting, token: dead },
  'waiting, no token': { ...waiting, token: null },
  'wait is over': { ...waiting, token: due, retryAt: NOW },
  'sent away for longer': { ...waiting, token: due, retryAt: NOW + 60_000, notBefore: NOW + 60_000 },
  failed: { status: 'failed', error: unreachable, reason: 'initial', past: initialState.past },
} as const satisfies Record<string, SessionState>;

/** Every thing that can happen. */
const events = {
  start: { type: 'start' },
  need: { type: 'need' },
  tick: { type: 'tick' },
  wake: { type: 'wake' },
  refresh: { type: 'refresh' },
  granted: { type: 'granted', token: next },
  supplied: { type: 'supplied', token: next },
  unreachable: { type: 'refused', error: unreachable, retry: true },
  denied: { type: 'refused', error: new StreamError('token-denied'), retry: false },
  accepted: { type: 'accepted', token: 'token-a' },
  'accepted old': { type: 'accepted', token: 'token-z' },
  rejected: { type: 'rejected', token: 'token-a', status: 401 },
  'rejected old': { type: 'rejected', token: 'token-z', status: 401 },
} as const satisfies Record<string, SessionEvent>;

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
      return 'ask' in state && state.ask === next.ask ? 'lost' : 'ask';
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
  const lazy = { ...policy, lazy: true };
  const after = (state: SessionState, event: SessionEvent) => summary(state, transition(state, event, NOW, lazy));

  test.each(['token is due', 'wait is over', 'waiting, no token', 'died unwatched'] as const)(
    '%s: neither time nor waking asks for a token',
    (name) => {
      expect([after(states[name], { type: 'tick' }), after(states[name], { type: 'wake' })]).toEqual(['.', '.']);
    },
  );

  test('a token that dies is not missed', () => {
    expect(after(states['token is dead'], { type: 'tick' })).toBe('idle');
    expect(deadline(states['token is due'], lazy)).toBe(deadAt(due));
  });

  test('a request for media asks all the same', () => {
    expect(after(states['token is due'], { type: 'need' })).toBe('renew');
    expect(after(states['died unwatched'], { type: 'need' })).toBe('ask');
    expect(after(states['wait is over'], { type: 'need' })).toBe('renew');
  });
});

describe('deadlines', () => {
  test.each(Object.keys(states) as (keyof typeof states)[])('%s: at the deadline something changes', (name) => {
    for (const lazy of [false, true]) {
      const state: SessionState = states[name];
      const time = deadline(state, { ...policy, lazy });
      if (time === Infinity) continue;
      const next = transition(state, { type: 'tick' }, Math.max(time, NOW), { ...policy, lazy });
      expect(next).not.toBe(state);
    }
  });

  test('nothing is sent at or after the moment of death', () => {
    const state = states['token is fresh'];
    expect(liveToken(state, deadAt(fresh) - 1)).toBe(fresh);
    expect(liveToken(state, deadAt(fresh))).toBeNull();
  });

  test('a fresh token is looked at when it is due, one that the page will follow when it dies', () => {
    expect(deadline(states['token is fresh'], policy)).toBe(renewAt(fresh, past.pace, policy));
    expect(deadline(states['due, page will supply'], policy)).toBe(deadAt(due));
  });
});

describe('refusals', () => {
  const rejected = (state: SessionState, status: number) =>
    transition(state, { type: 'rejected', token: 'token-a', status }, NOW, policy);
  const ruled: Token = { ...fresh, claims: { accessRules: [{ type: 'any', action: 'block' }] } };

  test('the second in a row is the end, and says why', () => {
    const once = states['refused once before'];
    expect(rejected(once, 401)).toMatchObject({ status: 'failed', error: { reason: 'token-rejected' } });
    expect(rejected({ ...once, token: ruled }, 403)).toMatchObject({ error: { reason: 'blocked' } });
    expect(rejected({ ...once, token: ruled }, 401)).toMatchObject({ error: { reason: 'token-rejected' } });
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
    expect(after(3000)).toMatchObject({ status: 'requesting', ask: { reason: 'rejected' }, past: { trial: Infinity } });
  });

  test('a denial while the token lives is asked about once more when it dies, and then believed', () => {
    const denied = transition(states.renewing, events.denied, NOW, policy);
    expect(deadline(denied, policy)).toBe(deadAt(due));
    const last = transition(denied, { type: 'tick' }, deadAt(due), policy);
    expect(last).toMatchObject({ status: 'requesting' });
    expect(transition(last, events.denied, deadAt(due), policy)).toMatchObject({ error: { reason: 'token-denied' } });
  });

  test('a crowd that was refused together is spread out anew', () => {
    const again = transition(rejected(states['token is fresh'], 401), events.granted, NOW, policy);
    expect(again).toMatchObject({ past: { pace: { spread: 0.5, again: true }, trial: Infinity } });
  });

  test('the viewer hears of it after the third try, or one that took five seconds', () => {
    const trouble = (attempt: number, took: number) => {
      const ask = { ...asking, attempt, askedAt: NOW - took };
      const state = transition({ status: 'requesting', ask, past }, events.unreachable, NOW, policy);
      return 'ask' in state && state.ask.trouble;
    };
    expect([trouble(0, 0), trouble(1, 4999), trouble(2, 0), trouble(0, 5000)]).toEqual([
      null,
      null,
      unreachable,
      unreachable,
    ]);
  });
});
