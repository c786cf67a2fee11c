/**
 * The next video is about to play. Cancel the event to stay at the end of this one, or set `nextVideoId` or `videoId` to play another. The `loadstart` that
 * follows is that of the next video: `videoId` is its id, and `nextVideoId` is empty.
 */
export class NextVideoEvent extends Event {
  /** The uid of the next video. */
  readonly videoId: string;
  constructor(videoId: string) {
    super('nextvideo', { cancelable: true });
    this.videoId = videoId;
  }
}

/** The events of `<secure-stream-player>` beside those of `<secure-stream>`: name, class, and the name of the handler in React. */
export const playerEvents = {
  nextvideo: { event: NextVideoEvent, handler: 'onNextVideo' },
} as const;

export type PlayerEventMap = {
  [Name in keyof typeof playerEvents]: InstanceType<(typeof playerEvents)[Name]['event']>;
};
