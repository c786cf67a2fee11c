import { showDefaultTextTrack } from '../../tracks/default-text-track.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Shows the captions that `default-text-track` names, once for a source. The frame is told in its URL. */
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
