import { showDefaultTextTrack } from '../../tracks/default-text-track.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Shows the captions of `default-text-track`, once for each source. The frame gets them in its URL. */
export function showCaptions(journey: PlaybackContext): PlaybackController {
  let isDone = false;

  return () => {
    const { media, signal, imageOptions: wishes } = journey;
    if (isDone || !(media instanceof HTMLVideoElement)) return;
    isDone = true;
    if (wishes.defaultTextTrack)
      showDefaultTextTrack(media.textTracks, wishes.defaultTextTrack, (track) => journey.isForced(track), signal);
  };
}
