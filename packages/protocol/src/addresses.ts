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

export type ManifestFormat = 'hls' | 'dash';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export const SHARED_ORIGIN = 'https://cloudflarestream.com';

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
  addressOf(address, `manifest/video.${format === 'hls' ? 'm3u8' : 'mpd'}`, query);

/** The address of what `path` names. */
export function addressOf({ origin, id }: Address, path: string, query: Query): string {
  const url = new URL(`${origin}/${encodeURIComponent(id)}${path && `/${path}`}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url.href;
}
