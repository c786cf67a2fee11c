import { HAVE_CURRENT_DATA } from '../../media/media-port.js';
import { showDefaultTextTrack } from '../../tracks/default-text-track.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Shows the captions of `default-text-track`, once for each source. The frame gets them in its URL. */
export function showCaptions(context: PlaybackContext): PlaybackController {
  let isDone = false;

  return () => {
    const { signal, imageOptions } = context;
    const { textTracks } = context.media;
    if (isDone || !textTracks) return;
    isDone = true;
    if (!imageOptions.defaultTextTrack) return;
    showDefaultTextTrack(textTracks, {
      wanted: imageOptions.defaultTextTrack,
      isForced: (track) => context.isForced(track),
      hasFrame: () => context.media.readyState >= HAVE_CURRENT_DATA,
      signal,
    });
  };
}
