import type { FrameApi } from './sdk.js';

/** Properties that are forwarded to the frame unchanged, each with its value before the frame has reported one. */
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

/** Members of `HTMLVideoElement` that the SDK does not have. `<secure-stream>` itself has `textTracks`. */
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

/** Access to the forwarded properties. */
export interface MemberAccess {
  read(name: ForwardedName): unknown;
  write(name: ForwardedName, value: unknown): void;
}

/** Defines the members of `FORWARDED`, the constants of a `<video>`, and the absent members on a prototype. */
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
