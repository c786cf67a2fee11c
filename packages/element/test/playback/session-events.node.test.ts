import { expect, test } from 'vitest';
import { StreamError } from '../../../session/src/stream-error.js';
import { dispatchSessionEvent } from '../../src/playback/session-events.js';
import type { SessionEvent } from '../../../session/src/session.js';

const error = new StreamError('token-unreachable');

test.each<[SessionEvent['type'], string[]]>([
  ['change', []],
  ['token', []],
  ['expiring', ['tokenexpiring']],
  ['refresh', ['tokenrefresh']],
  ['refresherror', ['tokenrefresherror']],
  ['expired', ['tokenexpired']],
])('dispatchSessionEvent dispatches for %s the events %j', (type, expected) => {
  const dispatched: string[] = [];
  dispatchSessionEvent({ type, error, cancel: () => undefined }, (event) => {
    dispatched.push(event.type);
    return true;
  });
  expect(dispatched).toEqual(expected);
});

test('dispatchSessionEvent cancels the renewal when the page cancels tokenexpiring', () => {
  let cancelled = 0;
  const event = { type: 'expiring', cancel: () => (cancelled += 1) } as unknown as SessionEvent;
  dispatchSessionEvent(event, () => true);
  expect(cancelled).toBe(0);
  dispatchSessionEvent(event, () => false);
  expect(cancelled).toBe(1);
});
