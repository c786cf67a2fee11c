import { setMode } from '../tracks/set-mode.js';
import type { CaptionTrack } from './select-track.js';

export interface CueLoader {
  /**
   * Lets the browser load the cues of a track, without showing them.
   *
   * @param shown The captions that the viewer sees.
   * @returns Whether they are loaded. Not if the track is disabled again and again.
   */
  load(track: CaptionTrack | undefined, shown: CaptionTrack | undefined): boolean;
  /** Disables the track, unless somebody else has set its mode meanwhile. */
  release(): void;
}

/** hls.js loads one track at a time: it disables every other, and a track that cannot be loaded. */
const MAX_ATTEMPTS = 3;

/**
 * The cues of a disabled track are neither loaded nor readable. `hidden` is the mode that shows
 * nothing.
 */
export function createCueLoader(): CueLoader {
  let current: CaptionTrack | undefined;
  let lastShown: CaptionTrack | undefined;
  let attempts = 0;
  let isOurs = false;

  function release(): void {
    if (isOurs && current?.mode === 'hidden') setMode(current, 'disabled');
    current = lastShown = undefined;
    isOurs = false;
  }

  return {
    release,
    load(track, shown) {
      if (track !== current) release();
      if (track !== current || shown !== lastShown) attempts = 0;
      current = track;
      lastShown = shown;
      if (track?.mode !== 'disabled') return track !== undefined;
      if (attempts === MAX_ATTEMPTS) return false;
      attempts += 1;
      isOurs = true;
      setMode(track, 'hidden');
      return true;
    },
  };
}
