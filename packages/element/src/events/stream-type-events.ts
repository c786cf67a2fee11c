/** `streamType` has changed (media-ui-extensions, proposal 0010). */
export class StreamTypeChangeEvent extends Event {
  constructor() {
    super('streamtypechange');
  }
}

/** `targetLiveWindow` has changed. media-chrome listens to it. */
export class TargetLiveWindowChangeEvent extends Event {
  constructor() {
    super('targetlivewindowchange');
  }
}
