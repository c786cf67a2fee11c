/**
 * The messages between frame and page. The service calls them private and unstable and does not document them: the names come from public
 * files that use them (docs/stream-facts.md, "Player"). How the service settles `play()` is unknown; `playSettled` is our own message.
 */
export type FromFrame =
  /** Posted once for each document, when the frame listens. */
  | Message<'iframeReady'>
  | Message<'event', { readonly eventName: string }>
  | Message<'propertyChange', { readonly property: string; readonly value: unknown }>
  | Message<'bufferedTimeRangesUpdate', { readonly timeRanges: readonly TimeRange[] }>
  | Message<'playSettled', { readonly promiseId: number; readonly error: PlayError | null }>;

export type ToFrame =
  | Message<'setProperty', { readonly property: string; readonly value: unknown }>
  | Message<'playCommand', { readonly promiseId: number }>
  | Message<'pauseCommand'>;

/** Seconds. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** Why `play()` was rejected: the content of a `DOMException`, which not every browser can clone. */
export interface PlayError {
  readonly name: string;
  readonly message: string;
}

type Message<Type extends string, Content = unknown> = Content & { readonly __privateUnstableMessageType: Type };

export type FrameMessage = FromFrame | ToFrame;

/** Whether a value is a message. The receiver checks its content. */
export const isMessage = (value: unknown): value is FrameMessage =>
  typeof value === 'object' && value !== null && '__privateUnstableMessageType' in value;

/** Every property of the player, with its value before the first message. */
export const INITIAL_PROPERTIES = {
  adUrl: '',
  autoplay: false,
  buffered: { ranges: [] },
  controls: true,
  currentTime: 0,
  defaultTextTrack: '',
  duration: NaN,
  ended: false,
  letterboxColor: '',
  loop: false,
  muted: false,
  paused: true,
  playbackRate: 1,
  played: { ranges: [] },
  poster: '',
  preload: 'none',
  primaryColor: '',
  src: '',
  videoHeight: 0,
  videoWidth: 0,
  volume: 1,
} as const;

export type PlayerProperty = keyof typeof INITIAL_PROPERTIES;

const READ_ONLY = new Set<string>(['buffered', 'duration', 'ended', 'paused', 'played', 'videoHeight', 'videoWidth']);

export const isPlayerProperty = (name: string): name is PlayerProperty => Object.hasOwn(INITIAL_PROPERTIES, name);

export const isReadOnly = (name: PlayerProperty): boolean => READ_ONLY.has(name);
