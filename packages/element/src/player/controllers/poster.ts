import { buildPosterUrl } from '../../images/urls.js';
import { isVideo } from '../../media/media-port.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Shows an image of the video until playback starts. Its URL gets each new token, so it never contains an expired one. */
export function updatePoster(context: PlaybackContext): PlaybackController {
  let shown: { readonly token: string; readonly url: string; readonly video: HTMLVideoElement } | null = null;

  /** Keeps a poster that the page has set meanwhile. */
  const removePoster = () => {
    if (shown?.video.poster === shown?.url) shown?.video.removeAttribute('poster');
    shown = null;
  };
  context.signal.addEventListener('abort', removePoster, { once: true });

  return () => {
    const { currentToken: token, media, imageOptions, source, state } = context;
    if (!isVideo(media)) return;
    if (!imageOptions.signedPoster || state.status === 'error') return removePoster();
    if (!token || token === shown?.token || media.played.length > 0) return;
    media.poster = buildPosterUrl({ origin: source.origin, id: token }, media.clientWidth, devicePixelRatio);
    shown = { token, url: media.poster, video: media };
  };
}
