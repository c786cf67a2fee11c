/** `streamType` has another value (media-ui-extensions, proposal 0010). */
export class StreamTypeChangeEvent extends Event {
  constructor() {
    super('streamtypechange');
  }
}

/** `targetLiveWindow` has another value, as media-chrome listens for it. */
export class TargetLiveWindowChangeEvent extends Event {
  constructor() {
    super('targetlivewindowchange');
  }
}
