import { addressOf, isPathId, SHARED_ORIGIN, type Address, type Query } from './addresses.js';

const SHARED_FRAME_ORIGIN = 'https://iframe.cloudflarestream.com';

/** The frame's page. The shared frame hosts take the id bare; every other host wants `/iframe` behind it. */
export const frameUrl = (address: Address, query: Query = {}): string => {
  if (address.origin === SHARED_ORIGIN) return addressOf({ ...address, origin: SHARED_FRAME_ORIGIN }, '', query);
  return addressOf(address, isBareFrameOrigin(address.origin) ? '' : 'iframe', query);
};

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
