import { clearStoryboard, Storyboard } from '../../images/storyboard.js';
import { isVideo } from '../../media/media-port.js';
import type { StoryboardOptions } from '../../images/storyboard.js';
import type { MediaPort } from '../../media/media-port.js';
import type { PlaybackController } from './controller.js';

export interface StoryboardTrackOptions extends StoryboardOptions {
  media(): MediaPort;
  isWanted(): boolean;
}

/** Adds preview images for the seek bar. */
export function updateStoryboardTrack(options: StoryboardTrackOptions): PlaybackController {
  let storyboard: Storyboard | null = null;
  let shown: { readonly media: HTMLVideoElement; readonly duration: number } | null = null;

  // The next source may be a live input, which has no storyboard.
  options.signal.addEventListener('abort', () => shown && clearStoryboard(options.media()), { once: true });

  return () => {
    const media = options.media();
    const { duration } = media;
    if (!options.isWanted() || !isVideo(media) || !Number.isFinite(duration)) return;
    if ((shown?.media === media && shown.duration === duration) || !options.token()) return;
    shown = { media, duration };
    storyboard ??= new Storyboard(options);
    storyboard.show(media);
  };
}
