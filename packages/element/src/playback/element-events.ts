import type { SessionEvent } from '@secure-stream/session/core';
import {
  StateChangeEvent,
  StreamErrorEvent,
  TokenExpiredEvent,
  TokenExpiringEvent,
  TokenRefreshErrorEvent,
  TokenRefreshEvent,
} from '../events/stream-events.js';
import type { Engine } from '../engines/engine.js';
import type { MediaPort } from '../media/media-port.js';
import type { PlaybackHostOptions } from './playback.js';
import { isSameState, type PlayerState } from './state.js';

/** Dispatches the element's event for a session event. `dispatch` returns `false` if the page cancelled it. */
export function dispatchSessionEvent(event: SessionEvent, dispatch: (event: Event) => boolean): void {
  if (event.type === 'expiring' && !dispatch(new TokenExpiringEvent())) event.cancel();
  if (event.type === 'token' && event.isRenewal) dispatch(new TokenRefreshEvent());
  if (event.type === 'error') dispatch(new TokenRefreshErrorEvent(event.error));
  if (event.type === 'expired') dispatch(new TokenExpiredEvent());
}

/** Returns a function that tells the host what changed since the last report. */
export function createStateReporter({ onChange, dispatch }: PlaybackHostOptions) {
  let last: PlayerState = { status: 'idle' };
  let played: readonly unknown[] = [];

  return (state: PlayerState, ...playing: readonly [Engine | null, MediaPort]): void => {
    const isSame = isSameState(last, state);
    if (isSame && playing.every((part, index) => part === played[index])) return;
    last = state;
    played = playing;
    onChange();
    if (isSame) return;
    dispatch(new StateChangeEvent());
    if (state.status === 'error') dispatch(new StreamErrorEvent(state.error));
  };
}
