import {
  TokenExpiredEvent,
  TokenExpiringEvent,
  TokenRefreshErrorEvent,
  TokenRefreshEvent,
} from '../catalogue/events.js';
import type { SessionNotice } from '../session/session.js';

/** Tells the page what its session tells. `announce` returns `false` when the page cancelled the event. */
export function announceNotice(notice: SessionNotice, announce: (event: Event) => boolean): void {
  switch (notice.type) {
    case 'change':
      return;
    case 'expiring':
      if (!announce(new TokenExpiringEvent())) notice.cancel();
      return;
    case 'refresh':
      announce(new TokenRefreshEvent());
      return;
    case 'refresherror':
      announce(new TokenRefreshErrorEvent(notice.error));
      return;
    case 'expired':
      announce(new TokenExpiredEvent());
  }
}
