/** The host that serves a video: a whole origin, or the customer code of the service. With neither, the shared host. */
export interface StreamHost {
  /** The `<CODE>` of `customer-<CODE>.cloudflarestream.com`. */
  readonly customerCode?: string | undefined;
  /** A whole origin, such as `https://video.example.com`. Takes precedence over the customer code. */
  readonly streamOrigin?: string | undefined;
}

/** A video on an origin. `id` is a video uid, a live input uid or a signed token: the service accepts all three in the same path segment. */
export interface VideoLocation {
  readonly origin: string;
  readonly id: string;
}

export type ManifestFormat = 'hls' | 'dash';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export const SHARED_ORIGIN = 'https://cloudflarestream.com';

/**
 * Returns the origin of a host without a trailing slash, or `null` if the customer code or the origin is invalid.
 * The customer subdomain is the canonical host since August 2022 (Stream changelog).
 */
export function resolveOrigin({ customerCode, streamOrigin }: StreamHost): string | null {
  if (streamOrigin) return parseSecureUrl(streamOrigin)?.origin ?? null;
  if (!customerCode) return SHARED_ORIGIN;
  return /^[a-z0-9]+$/i.test(customerCode)
    ? `https://customer-${customerCode.toLowerCase()}.cloudflarestream.com`
    : null;
}

/**
 * Parses a URL to which a token may be sent, or that a script may be loaded from: `https:`, or `http:` on the loopback interface, and without
 * credentials. Returns `null` for any other value.
 */
export function parseSecureUrl(value: string, base?: string): URL | null {
  const url = URL.canParse(value, base) ? new URL(value, base) : null;
  return url && SECURE_URL.test(url.href) ? url : null;
}

const SECURE_URL = /^(https:..[^/@]+|http:..(([^/@]+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?)\//;

/** Whether a value is the uid of a video or a live input: 32 hexadecimal digits. */
export const isVideoId = (value: string): boolean => /^[0-9a-f]{32}$/i.test(value);

/** Whether a value fits the id segment of a URL path without changing the rest of the path. Holds for every uid and every token. */
export const isPathId = (value: string): boolean => /^[\w.~=+/-]+$/.test(value) && !/^\.{1,2}$/.test(value);

export const manifestUrl = (video: VideoLocation, format: ManifestFormat = 'hls', query: Query = {}): string =>
  buildUrl(video, `manifest/video.${format === 'hls' ? 'm3u8' : 'mpd'}`, query);

/** The HLS manifest of a uid. A page loads this before anything else, so it does without the code of `manifestUrl`. */
export const publicManifestUrl = ({ origin, id }: VideoLocation): string => `${origin}/${id}/manifest/video.m3u8`;

/** Builds the URL of a resource of a video. `path` is what follows the id. */
export function buildUrl({ origin, id }: VideoLocation, path: string, query: Query): string {
  const url = new URL(`${origin}/${encodeURIComponent(id)}${path && `/${path}`}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url.href;
}
