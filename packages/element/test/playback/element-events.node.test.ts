import { expect, test } from 'vitest';
import { StreamError } from '../../../session/src/stream-error.js';
import { dispatchSessionEvent } from '../../src/playback/element-events.js';
import type { SessionEvent } from '../../../session/src/session.js';

const error = new StreamError('token-unreachable');

test.each<[SessionEvent, string[]]>([
  [{ type: 'change' }, []],
  [{ type: 'token', isRenewal: false }, []],
  [{ type: 'expiring', cancel: () => undefined }, ['tokenexpiring']],
  [{ type: 'token', isRenewal: true }, ['tokenrefresh']],
  [{ type: 'error', error }, ['tokenrefresherror']],
  [{ type: 'expired' }, ['tokenexpired']],
])('dispatchSessionEvent dispatches for %j the events %j', (sessionEvent, expected) => {
  const dispatched: string[] = [];
  dispatchSessionEvent(sessionEvent, (event) => {
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
