import {
  TokenExpiredEvent,
  TokenExpiringEvent,
  TokenRefreshErrorEvent,
  TokenRefreshEvent,
} from '../events/stream-events.js';
import type { SessionEvent } from '../session/session.js';

/** Dispatches the element's event for a session event. `dispatch` returns `false` if the page cancelled it. */
export function dispatchSessionEvent(event: SessionEvent, dispatch: (event: Event) => boolean): void {
  switch (event.type) {
    case 'change':
    case 'token':
      return;
    case 'expiring':
      if (!dispatch(new TokenExpiringEvent())) event.cancel();
      return;
    case 'refresh':
      dispatch(new TokenRefreshEvent());
      return;
    case 'refresherror':
      dispatch(new TokenRefreshErrorEvent(event.error));
      return;
    case 'expired':
      dispatch(new TokenExpiredEvent());
  }
}
