/** Where a video lives: a whole origin, or the customer's code on the service. Neither is the shared host. */
export interface StreamHost {
  /** The `<CODE>` of `customer-<CODE>.cloudflarestream.com`. */
  readonly customerCode?: string | undefined;
  /** A whole origin, such as `https://video.example.com`. Wins over the customer code. */
  readonly streamOrigin?: string | undefined;
}

/** One video on one origin. `id` is a video uid, a live input's uid, or a signed token: the service takes all three in the same place. */
export interface Address {
  readonly origin: string;
  readonly id: string;
}

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

export type ManifestFormat = 'hls' | 'dash';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const SHARED_ORIGIN = 'https://cloudflarestream.com';
const SHARED_FRAME_ORIGIN = 'https://iframe.cloudflarestream.com';

/**
 * The origin of a host, without a trailing slash; `null` when the code or the origin cannot be one.
 * The customer's own host is the canonical one since August 2022 (release notes of the service).
 */
export function originOf({ customerCode, streamOrigin }: StreamHost): string | null {
  if (streamOrigin) {
    const url = URL.canParse(streamOrigin) ? new URL(streamOrigin) : null;
    return url && /^https?:$/.test(url.protocol) ? url.origin : null;
  }
  if (!customerCode) return SHARED_ORIGIN;
  return /^[a-z0-9]+$/i.test(customerCode)
    ? `https://customer-${customerCode.toLowerCase()}.cloudflarestream.com`
    : null;
}

/** A video's or live input's uid: 32 hexadecimal digits. */
export const isVideoId = (value: string): boolean => /^[0-9a-f]{32}$/i.test(value);

/** Anything that can stand in the id position without becoming another path: what a token or an id is allowed to look like. */
export const isPathId = (value: string): boolean => /^[\w.~=+/-]+$/.test(value) && !/^\.{1,2}$/.test(value);

export const manifestUrl = (address: Address, format: ManifestFormat = 'hls', query: Query = {}): string =>
  build(address, `manifest/video.${format === 'hls' ? 'm3u8' : 'mpd'}`, query);

/** The frame's page. The shared frame hosts take the id bare; every other host wants `/iframe` behind it. */
export const frameUrl = (address: Address, query: Query = {}): string => {
  if (address.origin === SHARED_ORIGIN) return build({ ...address, origin: SHARED_FRAME_ORIGIN }, '', query);
  return build(address, isBareFrameOrigin(address.origin) ? '' : 'iframe', query);
};

export const thumbnailUrl = (address: Address, { time, width, height, fit }: ThumbnailOptions = {}): string =>
  build(address, 'thumbnails/thumbnail.jpg', { time: seconds(time), width, height, fit });

export const animatedThumbnailUrl = (address: Address, options: AnimatedThumbnailOptions = {}): string => {
  const { time, width, height, fit, duration, fps } = options;
  return build(address, 'thumbnails/thumbnail.gif', {
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
  build(address, 'downloads/default.mp4', { filename });

/** Tells whether a live input is on the air: `{ isInput, videoUID, live }`. */
export const lifecycleUrl = (address: Address): string => build(address, 'lifecycle', {});

/** The frame's SDK, which defines `window.Stream`. */
export const sdkUrl = (origin: string): string =>
  `${isServiceOrigin(origin) ? 'https://embed.cloudflarestream.com' : origin}/embed/sdk.latest.js`;

/** The inverse of the builders: origin, id or token, and what is asked of it. `null` for an address that is not one of Stream's. */
export function parseAddress(
  value: string,
): (Address & { readonly path: string; readonly query: URLSearchParams }) | null {
  if (!URL.canParse(value)) return null;
  const url = new URL(value);
  if (!/^https?:$/.test(url.protocol)) return null;
  const [, segment = '', ...rest] = url.pathname.split('/');
  const id = decode(segment);
  if (!id || !isPathId(id)) return null;
  const path = rest.join('/') || (isBareFrameOrigin(url.origin) ? 'iframe' : '');
  const origin = url.origin === SHARED_FRAME_ORIGIN ? SHARED_ORIGIN : url.origin;
  return { origin, id, path, query: url.searchParams };
}

function build({ origin, id }: Address, path: string, query: Query): string {
  const url = new URL(`${origin}/${encodeURIComponent(id)}${path && `/${path}`}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url.href;
}

const seconds = (value: number | string | undefined) => (typeof value === 'number' ? `${value}s` : value);

const isBareFrameOrigin = (origin: string) =>
  /^https:\/\/iframe\.(?:cloudflarestream\.com|videodelivery\.net)$/.test(origin);

const isServiceOrigin = (origin: string) =>
  /^https:\/\/(?:[\w-]+\.)?(?:cloudflarestream\.com|videodelivery\.net)$/.test(origin);

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
