import type { SessionEvent } from '@secure-stream/session/core';
import {
  TokenExpiredEvent,
  TokenExpiringEvent,
  TokenRefreshErrorEvent,
  TokenRefreshEvent,
} from '../events/stream-events.js';

/** Dispatches the element's event for a session event. `dispatch` returns `false` if the page cancelled it. */
export function dispatchSessionEvent(event: SessionEvent, dispatch: (event: Event) => boolean): void {
  if (event.type === 'expiring' && !dispatch(new TokenExpiringEvent())) event.cancel();
  if (event.type === 'token' && event.isRenewal) dispatch(new TokenRefreshEvent());
  if (event.type === 'error') dispatch(new TokenRefreshErrorEvent(event.error));
  if (event.type === 'expired') dispatch(new TokenExpiredEvent());
}
