import { addressOf, type Address } from './addresses.js';

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

export const thumbnailUrl = (address: Address, { time, width, height, fit }: ThumbnailOptions = {}): string =>
  addressOf(address, 'thumbnails/thumbnail.jpg', { time: seconds(time), width, height, fit });

export const animatedThumbnailUrl = (address: Address, options: AnimatedThumbnailOptions = {}): string => {
  const { time, width, height, fit, duration, fps } = options;
  return addressOf(address, 'thumbnails/thumbnail.gif', {
    time: seconds(time),
    width,
    height,
    fit,
    duration: seconds(duration),
    fps,
  });
};

/** `filename` may hold letters, digits, `-` and `_`, 120 at most; the service adds `.mp4`. */
export const downloadUrl = (address: Address, { filename }: { filename?: string | undefined } = {}): string =>
  addressOf(address, 'downloads/default.mp4', { filename });

/** Tells whether a live input is on the air: `{ isInput, videoUID, live }`. */
export const lifecycleUrl = (address: Address): string => addressOf(address, 'lifecycle', {});

const seconds = (value: number | string | undefined) => (typeof value === 'number' ? `${value}s` : value);
