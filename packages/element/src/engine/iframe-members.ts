import type { StreamApi } from './iframe-sdk.js';

/** What a page sets and a frame is told as it is, with what it is before a frame has said anything. */
export const PASSED = {
  autoplay: false,
  controls: false,
  loop: false,
  muted: false,
  playbackRate: 1,
  poster: '',
  preload: 'auto',
  volume: 1,
} as const satisfies Partial<Record<keyof StreamApi, unknown>>;

export type Passed = keyof typeof PASSED;

/** Members of `HTMLVideoElement` that a frame has nothing for: its SDK has none of these. The element itself has `textTracks`. */
export const ABSENT = [
  'addTextTrack',
  'cancelVideoFrameCallback',
  'captureStream',
  'controlsList',
  'getVideoPlaybackQuality',
  'load',
  'remote',
  'requestPictureInPicture',
  'requestVideoFrameCallback',
  'setMediaKeys',
  'setSinkId',
  'sinkId',
] as const;

export const STATES = {
  NETWORK_EMPTY: 0,
  NETWORK_IDLE: 1,
  NETWORK_LOADING: 2,
  NETWORK_NO_SOURCE: 3,
  HAVE_NOTHING: 0,
  HAVE_METADATA: 1,
  HAVE_CURRENT_DATA: 2,
  HAVE_FUTURE_DATA: 3,
  HAVE_ENOUGH_DATA: 4,
} as const;

/** What passes through to a frame. */
export interface Passing {
  read(name: Passed): unknown;
  write(name: Passed, value: unknown): void;
}

/** Gives a class the members that are the same for all of `PASSED`, the constants of a `<video>`, and the absent ones. */
export function defineMembers(prototype: Passing): void {
  for (const name of Object.keys(PASSED) as Passed[])
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Passing) {
        return this.read(name);
      },
      set(this: Passing, value: unknown) {
        this.write(name, value);
      },
    });
  Object.assign(prototype, STATES, Object.fromEntries(ABSENT.map((name) => [name, undefined])));
}
