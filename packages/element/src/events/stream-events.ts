import type { StreamError } from '@secure-stream/session/core';

/** The token is about to be renewed. Cancel the event if the page will set `token` itself. */
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

/** A renewal failed. Playback continues, and a retry follows unless `error.remedy` says that it cannot help. */
export class TokenRefreshErrorEvent extends Event {
  declare readonly error: StreamError;
  constructor(error: StreamError) {
    super('tokenrefresherror');
    this.error = error;
  }
}

/** The token has expired and there is no other. Buffered media still plays. */
export class TokenExpiredEvent extends Event {
  constructor() {
    super('tokenexpired');
  }
}

/**
 * The player loaded the source again in place, because a hand-over to the fresh token was not possible. The viewer may have noticed.
 * Position, volume, rate and captions are restored. The hls engine never dispatches it.
 */
export class PlayerReloadEvent extends Event {
  constructor() {
    super('playerreload');
  }
}

/** `state` has changed. */
export class StateChangeEvent extends Event {
  constructor() {
    super('statechange');
  }
}

/** Playback failed. `error` holds the same error until the next load. */
export class StreamErrorEvent extends Event {
  declare readonly error: StreamError;
  constructor(error: StreamError) {
    super('error');
    this.error = error;
  }
}
