/** The viewer has watched more of the video. Read `watchedRanges` and `completion`. Needs `progress-endpoint` or `completion-threshold`. */
export class WatchProgressEvent extends Event {
  constructor() {
    super('watchprogress');
  }
}

/** The viewer has watched the share of the video that `completion-threshold` names. Once per video, until another one is loaded. */
export class WatchCompleteEvent extends Event {
  constructor() {
    super('watchcomplete');
  }
}
