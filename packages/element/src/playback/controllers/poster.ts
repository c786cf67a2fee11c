import { fetchImage, buildPosterUrl } from '../../images/urls.js';
import { isVideo, type MediaPort } from '../../media/media-port.js';
import type { PlaybackController } from './controller.js';

export interface PosterOptions {
  media(): MediaPort;
  readonly origin: string;
  /** The current token, if it is valid. */
  token(): string | null;
  isWanted(): boolean;
  requestUpdate(): void;
  readonly signal: AbortSignal;
}

type PosterState =
  | { readonly status: 'none' }
  | { readonly status: 'loading'; readonly token: string }
  /** The next token is tried. */
  | { readonly status: 'failed'; readonly token: string }
  | { readonly status: 'loaded'; readonly blobUrl: string; video: HTMLVideoElement | null };

/** Shows an image of the video until playback starts. It is fetched with the token, and shown by a URL without one. */
export function updatePoster(options: PosterOptions): PlaybackController {
  let poster: PosterState = { status: 'none' };

  /** Keeps a poster that the page has set meanwhile. */
  const removePoster = () => {
    if (poster.status === 'loaded') {
      if (poster.video?.poster === poster.blobUrl) poster.video.removeAttribute('poster');
      URL.revokeObjectURL(poster.blobUrl);
    }
    poster = { status: 'none' };
  };
  options.signal.addEventListener('abort', removePoster, { once: true });

  const load = async (url: string, token: string) => {
    const loading: PosterState = { status: 'loading', token };
    poster = loading;
    const blobUrl = await fetchImage(url, options.signal);
    if (poster !== loading) return blobUrl && URL.revokeObjectURL(blobUrl);
    poster = blobUrl ? { status: 'loaded', blobUrl, video: null } : { status: 'failed', token };
    options.requestUpdate();
  };

  return () => {
    const media = options.media();
    if (!isVideo(media)) return;
    const hasPlayed = media.played.length > 0;
    // Most updates come during playback.
    if (hasPlayed && poster.status === 'none') return;
    if (!options.isWanted()) return removePoster();
    if (hasPlayed) return;
    if (poster.status === 'loaded') {
      // After a hand-over another `<video>` plays.
      if (poster.video !== media) media.poster = poster.blobUrl;
      poster.video = media;
      return;
    }
    const token = options.token();
    if (token && poster.status !== 'loading' && !(poster.status === 'failed' && poster.token === token))
      void load(buildPosterUrl({ origin: options.origin, id: token }, media.clientWidth, devicePixelRatio), token);
  };
}
