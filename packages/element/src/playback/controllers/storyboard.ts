import { clearStoryboard, Storyboard } from '../../images/storyboard.js';
import { isVideo } from '../../media/media-port.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Adds preview images for the seek bar. */
export function updateStoryboardTrack(context: PlaybackContext): PlaybackController {
  let storyboard: Storyboard | null = null;
  let shown: { readonly media: HTMLVideoElement; readonly duration: number } | null = null;

  // The next source may be a live input, which has no storyboard.
  context.signal.addEventListener('abort', () => shown && clearStoryboard(context.media), { once: true });

  return () => {
    const { media, imageOptions, source, clock, signal } = context;
    const { duration } = media;
    if (!imageOptions.storyboard || !isVideo(media) || !Number.isFinite(duration)) return;
    if ((shown?.media === media && shown.duration === duration) || !context.currentToken) return;
    shown = { media, duration };
    storyboard ??= new Storyboard({ origin: source.origin, token: () => context.currentToken, clock, signal });
    storyboard.show(media);
  };
}
