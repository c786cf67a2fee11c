import { expect, test } from 'vitest';
import { StreamError } from '../../../session/src/stream-error.js';
import { TokenExpiringEvent, TokenRefreshErrorEvent } from '../../src/events/stream-events.js';
import { forwardEvents } from '../../src/player/forward.js';

function forwarded(event: Event, listener: (event: Event) => void): Event {
  const [stream, host] = [new EventTarget(), new EventTarget()];
  forwardEvents(stream, host);
  host.addEventListener(event.type, listener);
  stream.dispatchEvent(event);
  return event;
}

test('dispatches an event again with its class and properties', () => {
  const error = new StreamError('network');
  let seen: Event | undefined;
  forwarded(new TokenRefreshErrorEvent(error), (event) => (seen = event));
  expect(seen).toBeInstanceOf(TokenRefreshErrorEvent);
  expect((seen as TokenRefreshErrorEvent).error).toBe(error);
});

test('cancels the original when a copy is cancelled', () => {
  const event = forwarded(new TokenExpiringEvent(), (copy) => copy.preventDefault());
  expect(event.defaultPrevented).toBe(true);
});
