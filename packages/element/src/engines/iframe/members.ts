import type { FrameApi } from './sdk.js';
import { createTimeRanges } from '../../media/time-ranges.js';

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

/** The members of `<video>` that need no state of the frame: what the SDK reports as it is, and what never reaches the frame. */
export class StatelessMembers extends EventTarget {
  defaultPlaybackRate = 1;
  defaultMuted = false;
  preservesPitch = true;
  disablePictureInPicture = false;
  disableRemotePlayback = false;
  playsInline = true;
  crossOrigin: string | null = null;
  srcObject: MediaProvider | null = null;
  readonly src = '';
  readonly currentSrc = '';
  readonly mediaKeys = null;
  loading = 'eager';
  width = 0;
  height = 0;

  protected api: FrameApi | null = null;

  get duration(): number {
    return this.api?.duration ?? NaN;
  }

  get buffered(): TimeRanges {
    return createTimeRanges(this.api?.buffered);
  }

  get played(): TimeRanges {
    return createTimeRanges(this.api?.played);
  }

  /** The SDK has no `seekable`. A video is seekable throughout; a live stream where it is buffered. */
  get seekable(): TimeRanges {
    const { duration } = this;
    if (duration > 0 && duration < Infinity) return createTimeRanges({ ranges: [{ start: 0, end: duration }] });
    return duration === Infinity ? this.buffered : createTimeRanges();
  }

  get videoWidth(): number {
    return this.api?.videoWidth || 0;
  }

  get videoHeight(): number {
    return this.api?.videoHeight || 0;
  }

  canPlayType(type: string): CanPlayTypeResult {
    return document.createElement('video').canPlayType(type);
  }
}
