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
