import type { StreamError } from '../errors/stream-error.js';
import { StreamTypeChangeEvent, TargetLiveWindowChangeEvent } from './stream-type-events.js';

/** The token is about to be renewed. Cancel it to say that the page will set `token` by itself. */
export class TokenExpiringEvent extends Event {
  constructor() {
    super('tokenexpiring', { cancelable: true });
  }
}

/** A fresh token is in use. Read `tokenExpiresAt`. */
export class TokenRefreshEvent extends Event {
  constructor() {
    super('tokenrefresh');
  }
}

/** A renewal failed. Playback goes on, and another try follows unless `error.remedy` says that it can not help. */
export class TokenRefreshErrorEvent extends Event {
  readonly error: StreamError;
  constructor(error: StreamError) {
    super('tokenrefresherror');
    this.error = error;
  }
}

/** The token has died and there is no other. What is buffered still plays. */
export class TokenExpiredEvent extends Event {
  constructor() {
    super('tokenexpired');
  }
}

/**
 * The player was loaded anew in place, because a hand-over to the fresh token could not be made: the viewer may have seen it. Position, sound,
 * rate and captions are as they were. Never sent by the hls engine.
 */
export class PlayerReloadEvent extends Event {
  constructor() {
    super('playerreload');
  }
}

/** `state` has another value. */
export class StateChangeEvent extends Event {
  constructor() {
    super('statechange');
  }
}

/** Playing has failed. The same error is in `error` until the next load. */
export class StreamErrorEvent extends Event {
  readonly error: StreamError;
  constructor(error: StreamError) {
    super('error');
    this.error = error;
  }
}

/** What `<secure-stream>` announces beside the events of `<video>`: name, class, and the name of its handler in React. */
export const streamEvents = {
  tokenexpiring: { event: TokenExpiringEvent, handler: 'onTokenExpiring' },
  tokenrefresh: { event: TokenRefreshEvent, handler: 'onTokenRefresh' },
  tokenrefresherror: { event: TokenRefreshErrorEvent, handler: 'onTokenRefreshError' },
  tokenexpired: { event: TokenExpiredEvent, handler: 'onTokenExpired' },
  playerreload: { event: PlayerReloadEvent, handler: 'onPlayerReload' },
  statechange: { event: StateChangeEvent, handler: 'onStateChange' },
  streamtypechange: { event: StreamTypeChangeEvent, handler: 'onStreamTypeChange' },
  targetlivewindowchange: { event: TargetLiveWindowChangeEvent, handler: 'onTargetLiveWindowChange' },
  error: { event: StreamErrorEvent, handler: 'onError' },
} as const;

export type StreamEventName = keyof typeof streamEvents;
export type StreamEventMap = { [Name in StreamEventName]: InstanceType<(typeof streamEvents)[Name]['event']> };
