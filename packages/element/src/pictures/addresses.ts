import {
  animatedThumbnailUrl,
  downloadUrl,
  readClaims,
  thumbnailUrl,
  type VideoLocation,
  type AnimatedThumbnailOptions,
} from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';

export interface StillOptions extends AnimatedThumbnailOptions {
  /** A moving picture (GIF) instead of a still. Default `false`. */
  readonly animated?: boolean | undefined;
}

export interface DownloadOptions {
  /** Letters, digits, `-` and `_`, 120 at most. The service adds `.mp4`. */
  readonly filename?: string | undefined;
}

/** The address of a picture of the video. `id` is a token: the address lives as long as it does. */
export const stillUrl = (address: VideoLocation, { animated, ...options }: StillOptions = {}): string =>
  animated ? animatedThumbnailUrl(address, options) : thumbnailUrl(address, options);

/** The address of the MP4. Throws `not-downloadable` when the token says that it is none; one that says nothing is tried. */
export function fileUrl(address: VideoLocation, options: DownloadOptions = {}): string {
  const claims = readClaims(address.id);
  if (claims && !claims.downloadable)
    throw new StreamError('not-downloadable', { detail: 'The token lacks the claim `downloadable`.' });
  if (options.filename !== undefined && !/^[\w-]{1,120}$/.test(options.filename))
    throw new StreamError('config', { detail: '`filename` takes letters, digits, - and _, 120 at most.' });
  return downloadUrl(address, options);
}

/** The poster: as sharp as the screen needs it, in one of three sizes, so that viewers share what is cached. */
export function posterUrl(address: VideoLocation, cssPixels: number, pixelRatio: number): string {
  const width = [640, 1280].find((size) => size >= cssPixels * pixelRatio) ?? 1920;
  return thumbnailUrl(address, { width, height: (width * 9) / 16, fit: 'clip' });
}
