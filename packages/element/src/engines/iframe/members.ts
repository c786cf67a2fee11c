import type { FrameApi } from './sdk.js';

/** What a page sets and a frame is told as it is, with what it is before a frame has said anything. */
export const FORWARDED = {
  autoplay: false,
  controls: false,
  loop: false,
  muted: false,
  playbackRate: 1,
  poster: '',
  preload: 'auto',
  volume: 1,
} as const satisfies Partial<Record<keyof FrameApi, unknown>>;

export type ForwardedName = keyof typeof FORWARDED;

/** Members of `HTMLVideoElement` that a frame has nothing for: its SDK has none of these. The element itself has `textTracks`. */
export const ABSENT_MEMBERS = [
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

export const MEDIA_CONSTANTS = {
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
export interface MemberAccess {
  read(name: ForwardedName): unknown;
  write(name: ForwardedName, value: unknown): void;
}

/** Gives a class the members that are the same for all of `PASSED`, the constants of a `<video>`, and the absent ones. */
export function defineFrameMembers(prototype: MemberAccess): void {
  for (const name of Object.keys(FORWARDED) as ForwardedName[])
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: MemberAccess) {
        return this.read(name);
      },
      set(this: MemberAccess, value: unknown) {
        this.write(name, value);
      },
    });
  Object.assign(prototype, MEDIA_CONSTANTS, Object.fromEntries(ABSENT_MEMBERS.map((name) => [name, undefined])));
}
