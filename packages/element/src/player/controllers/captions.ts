import { showDefaultTextTrack } from '../../tracks/default-text-track.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Shows the captions of `default-text-track`, once for each source. The frame gets them in its URL. */
export function showCaptions(context: PlaybackContext): PlaybackController {
  let isDone = false;

  return () => {
    const { media, signal, imageOptions } = context;
    if (isDone || !(media instanceof HTMLVideoElement)) return;
    isDone = true;
    if (imageOptions.defaultTextTrack)
      showDefaultTextTrack(media.textTracks, imageOptions.defaultTextTrack, (track) => context.isForced(track), signal);
  };
}
