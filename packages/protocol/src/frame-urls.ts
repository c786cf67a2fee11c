import { buildUrl, isPathId, SHARED_ORIGIN, type VideoLocation, type Query } from './stream-urls.js';

const SHARED_FRAME_ORIGIN = 'https://iframe.cloudflarestream.com';

/** The page of the iframe player. The shared iframe hosts take the bare id; every other host needs `/iframe` after it. */
export const frameUrl = (video: VideoLocation, query: Query = {}): string => {
  if (video.origin === SHARED_ORIGIN) return buildUrl({ ...video, origin: SHARED_FRAME_ORIGIN }, '', query);
  return buildUrl(video, isBareFrameOrigin(video.origin) ? '' : 'iframe', query);
};

/** The SDK of the iframe player, which defines `window.Stream`. */
export const sdkUrl = (origin = SDK_ORIGIN): string => `${origin}/embed/sdk.latest.js`;

export const SDK_ORIGIN = 'https://embed.cloudflarestream.com';

/** Parses what the builders build: origin, id or token, and resource path. Returns `null` for any other URL. */
export function parseStreamUrl(
  value: string,
): (VideoLocation & { readonly path: string; readonly query: URLSearchParams }) | null {
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

const isBareFrameOrigin = (origin: string) =>
  /^https:\/\/iframe\.(?:cloudflarestream\.com|videodelivery\.net)$/.test(origin);

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

/** The query parameters of the iframe player (Cloudflare: Using the Stream Player). */
export interface EmbedParameters {
  readonly autoplay?: boolean;
  readonly loop?: boolean;
  readonly muted?: boolean;
  /** Default true. The only boolean whose value the iframe player reads. */
  readonly controls?: boolean;
  readonly preload?: 'auto' | 'metadata' | 'none';
  readonly poster?: string;
  readonly primaryColor?: string;
  readonly letterboxColor?: string;
  /** Seconds, or the service's `1h12m27s`. */
  readonly startTime?: number | string;
  readonly defaultTextTrack?: string;
  /** The URL of a VAST tag. */
  readonly adUrl?: string;
  readonly dvrEnabled?: boolean;
}

const NAMES = {
  preload: 'preload',
  poster: 'poster',
  primaryColor: 'primaryColor',
  letterboxColor: 'letterboxColor',
  startTime: 'startTime',
  defaultTextTrack: 'defaultTextTrack',
  adUrl: 'ad-url',
} as const;

/** The query of an iframe player URL. `autoplay=false` would turn autoplay *on*: the player checks only that the parameter is present. */
export function embedQuery(parameters: EmbedParameters): Record<string, string | number> {
  const query: Record<string, string | number> = {};
  for (const name of ['autoplay', 'loop', 'muted'] as const) if (parameters[name]) query[name] = 'true';
  if (parameters.controls === false) query['controls'] = 'false';
  if (parameters.dvrEnabled) query['dvrEnabled'] = 'true';
  for (const [key, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    const value = parameters[key];
    // With an empty poster the player logs "poster value should be a valid encoded URL".
    if (value !== undefined && value !== '') query[name] = value;
  }
  return query;
}

/** Parses the query as the iframe player does. */
export function parseEmbedQuery(query: URLSearchParams): EmbedParameters {
  const parameters: Record<string, unknown> = {};
  for (const name of ['autoplay', 'loop', 'muted']) if (query.has(name)) parameters[name] = true;
  const controls = query.get('controls');
  if (controls !== null) parameters['controls'] = controls !== 'false' && controls !== '0';
  if (query.get('dvrEnabled') === 'true') parameters['dvrEnabled'] = true;
  for (const [key, name] of Object.entries(NAMES)) {
    const value = query.get(name);
    if (value) parameters[key] = value;
  }
  return parameters;
}
