import {
  animatedThumbnailUrl,
  downloadUrl,
  readClaims,
  thumbnailUrl,
  type VideoLocation,
  type AnimatedThumbnailOptions,
} from '@secure-stream/protocol';
import { StreamError } from '../errors/stream-error.js';

export interface ThumbnailUrlOptions extends AnimatedThumbnailOptions {
  /** A moving picture (GIF) instead of a still. Default `false`. */
  readonly animated?: boolean | undefined;
}

export interface DownloadUrlOptions {
  /** Letters, digits, `-` and `_`, 120 at most. The service adds `.mp4`. */
  readonly filename?: string | undefined;
}

/** The address of a picture of the video. `id` is a token: the address lives as long as it does. */
export const buildThumbnailUrl = (
  location: VideoLocation,
  { animated, ...options }: ThumbnailUrlOptions = {},
): string => (animated ? animatedThumbnailUrl(location, options) : thumbnailUrl(location, options));

/** The address of the MP4. Throws `not-downloadable` when the token says that it is none; one that says nothing is tried. */
export function buildDownloadUrl(location: VideoLocation, options: DownloadUrlOptions = {}): string {
  const claims = readClaims(location.id);
  if (claims && !claims.downloadable)
    throw new StreamError('not-downloadable', { detail: 'The token lacks the claim `downloadable`.' });
  if (options.filename !== undefined && !/^[\w-]{1,120}$/.test(options.filename))
    throw new StreamError('config', { detail: '`filename` takes letters, digits, - and _, 120 at most.' });
  return downloadUrl(location, options);
}

/** The poster: as sharp as the screen needs it, in one of three sizes, so that viewers share what is cached. */
export function buildPosterUrl(location: VideoLocation, cssPixels: number, pixelRatio: number): string {
  const width = [640, 1280].find((size) => size >= cssPixels * pixelRatio) ?? 1920;
  return thumbnailUrl(location, { width, height: (width * 9) / 16, fit: 'clip' });
}
