import type { SessionEvent } from '@secure-stream/session/core';
import {
  StateChangeEvent,
  StreamErrorEvent,
  TokenExpiredEvent,
  TokenExpiringEvent,
  TokenRefreshErrorEvent,
  TokenRefreshEvent,
} from '../events/stream-events.js';
import type { EngineKind } from '../engines/engine.js';
import type { MediaPort } from '../media/media-port.js';
import type { PlaybackHostOptions } from './playback-host-options.js';
import { isSameState, type PlayerState } from './state.js';

/** Dispatches the element's event for a session event. `dispatch` returns `false` if the page cancelled it. */
export function dispatchSessionEvent(event: SessionEvent, dispatch: (event: Event) => boolean): void {
  if (event.type === 'expiring' && !dispatch(new TokenExpiringEvent())) event.cancel();
  if (event.type === 'token' && event.isRenewal) dispatch(new TokenRefreshEvent());
  if (event.type === 'error') dispatch(new TokenRefreshErrorEvent(event.error));
  if (event.type === 'expired') dispatch(new TokenExpiredEvent());
}

interface Report {
  readonly state: PlayerState;
  readonly engine: EngineKind | undefined;
  readonly media: MediaPort;
}

/** Returns a function that tells the host what changed since the last report. */
export function createStateReporter({ onChange, dispatch }: PlaybackHostOptions) {
  let last: Partial<Report> & Pick<Report, 'state'> = { state: { status: 'idle' } };

  return (current: Report): void => {
    const { state, engine, media } = last;
    const isSame = isSameState(state, current.state);
    if (isSame && engine === current.engine && media === current.media) return;
    last = current;
    onChange();
    if (isSame) return;
    dispatch(new StateChangeEvent());
    if (current.state.status === 'error') dispatch(new StreamErrorEvent(current.state.error));
  };
}
