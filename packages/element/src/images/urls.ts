import {
  animatedThumbnailUrl,
  downloadUrl,
  readClaims,
  thumbnailUrl,
  type VideoLocation,
  type AnimatedThumbnailOptions,
} from '@secure-stream/protocol';
import { StreamError, type TokenSource } from '@secure-stream/session/core';

export interface ThumbnailUrlOptions extends AnimatedThumbnailOptions {
  /** An animated GIF instead of a still image. Default `false`. */
  readonly animated?: boolean | undefined;
}

export interface DownloadUrlOptions {
  /** Letters, digits, `-` and `_`, at most 120. The service adds `.mp4`. */
  readonly filename?: string | undefined;
}

/** The video that a player plays. */
interface PlayedVideo {
  readonly playback: { readonly source: { readonly origin: string } } | null;
  /** Throws a `StreamError` if there is nothing to play. */
  requireSession(): Pick<TokenSource, 'waitForToken'>;
}

/** Returns the location of the video with a valid token. Rejects with a `StreamError`. */
export async function signLocation(video: PlayedVideo): Promise<VideoLocation> {
  const session = video.requireSession();
  const { origin } = video.playback!.source;
  return { origin, id: await session.waitForToken() };
}

/** Returns the URL of an image of the video. `id` is a token, and the URL is valid as long as the token is. */
export const buildThumbnailUrl = (
  location: VideoLocation,
  { animated, ...options }: ThumbnailUrlOptions = {},
): string => (animated ? animatedThumbnailUrl(location, options) : thumbnailUrl(location, options));

/**
 * Returns the URL of the MP4. Throws `not-downloadable` if the token's claims forbid downloads. A token without readable claims is tried.
 */
export function buildDownloadUrl(location: VideoLocation, options: DownloadUrlOptions = {}): string {
  const claims = readClaims(location.id);
  if (claims && !claims.downloadable)
    throw new StreamError('not-downloadable', { detail: 'The token lacks the claim `downloadable`.' });
  if (options.filename !== undefined && !/^[\w-]{1,120}$/.test(options.filename))
    throw new StreamError('config', { detail: '`filename` may contain at most 120 letters, digits, - and _.' });
  return downloadUrl(location, options);
}

/** Returns the URL of the poster: sharp enough for the screen, in one of three sizes, so that viewers share cached images. */
export function buildPosterUrl(location: VideoLocation, cssPixels: number, pixelRatio: number): string {
  const width = [640, 1280].find((size) => size >= cssPixels * pixelRatio) ?? 1920;
  return thumbnailUrl(location, { width, height: (width * 9) / 16, fit: 'clip' });
}

/**
 * Fetches an image whose URL contains a token, and returns a `blob:` URL for it, or `null` if it could not be fetched. An attribute or a cue
 * that shows the image then contains no token. The caller revokes the URL.
 */
export async function fetchImage(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(url, { credentials: 'omit', priority: 'low', signal });
    const blob = await response.blob();
    return response.ok && blob.type.startsWith('image/') ? URL.createObjectURL(blob) : null;
  } catch {
    return null;
  }
}
