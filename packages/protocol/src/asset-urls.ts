import { buildUrl, type VideoLocation } from './stream-urls.js';

export interface ThumbnailOptions {
  /** Seconds, or the service's `1h2m3s`. Default 0. */
  readonly time?: number | string | undefined;
  /** Pixels. Default 640. */
  readonly width?: number | undefined;
  /** Pixels. Default 640. */
  readonly height?: number | undefined;
  readonly fit?: 'crop' | 'clip' | 'scale' | 'fill' | undefined;
}

export interface AnimatedThumbnailOptions extends ThumbnailOptions {
  /** Seconds. Default 5. */
  readonly duration?: number | undefined;
  /** Frames per second. Default 8. */
  readonly fps?: number | undefined;
}

export const thumbnailUrl = (video: VideoLocation, { time, width, height, fit }: ThumbnailOptions = {}): string =>
  buildUrl(video, 'thumbnails/thumbnail.jpg', { time: seconds(time), width, height, fit });

export const animatedThumbnailUrl = (video: VideoLocation, options: AnimatedThumbnailOptions = {}): string => {
  const { time, width, height, fit, duration, fps } = options;
  return buildUrl(video, 'thumbnails/thumbnail.gif', {
    time: seconds(time),
    width,
    height,
    fit,
    duration: seconds(duration),
    fps,
  });
};

/** `filename` may contain letters, digits, `-` and `_`, at most 120 characters. The service appends `.mp4`. */
export const downloadUrl = (video: VideoLocation, { filename }: { filename?: string | undefined } = {}): string =>
  buildUrl(video, 'downloads/default.mp4', { filename });

/** The lifecycle endpoint, which reports whether a live input is live: `{ isInput, videoUID, live }`. */
export const lifecycleUrl = (video: VideoLocation): string => buildUrl(video, 'lifecycle', {});

const seconds = (value: number | string | undefined) => (typeof value === 'number' ? `${value}s` : value);
