import { clearStoryboard, updateStoryboard } from '../../images/storyboard.js';
import { isVideo } from '../../media/media-port.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Adds preview images for the seek bar, and renews their token. */
export function updateStoryboardTrack(context: PlaybackContext): PlaybackController {
  let drawn: { readonly token: string; readonly duration: number } | null = null;

  // The next source may be a live input, which has no storyboard.
  context.signal.addEventListener('abort', () => drawn && clearStoryboard(context.media), { once: true });

  return () => {
    const { currentToken: token, media, imageOptions, source } = context;
    const { duration } = media;
    if (!imageOptions.storyboard || !token || !isVideo(media) || !Number.isFinite(duration)) return;
    if (drawn?.token === token && drawn.duration === duration) return;
    drawn = { token, duration };
    updateStoryboard(media, { origin: source.origin, id: token });
  };
}
