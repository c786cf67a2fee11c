import { createTimeRanges } from '../../media/time-ranges.js';
import type { FrameApi } from './sdk.js';

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
