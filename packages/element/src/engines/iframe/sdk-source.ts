import { parseSecureUrl, SDK_ORIGIN, sdkUrl } from '@secure-stream/protocol';
import { StreamError } from '@secure-stream/session/core';
import type { EngineSource } from '../engine.js';

/** The script that defines the SDK. It runs with all rights of the page. */
export interface SdkSource {
  readonly url: string;
  readonly integrity?: string | undefined;
}

/**
 * Returns the SDK to load. The default is the service's, whatever host the videos come from; only the page's own host and a local origin
 * serve one themselves. Another host's script needs `sdk-integrity`, unless a script of the page has set `sdkSrc`. Throws `config` for any other.
 */
export function resolveSdk(
  { origin, sdkSrc }: Pick<EngineSource, 'origin' | 'sdkSrc'>,
  host: Pick<Element, 'getAttribute'> | null,
  page: { readonly baseUrl: string; readonly origin: string },
): SdkSource {
  const isOwn = (url: URL) => url.origin === page.origin || isLoopback(url);
  const integrity = host?.getAttribute('sdk-integrity') || undefined;
  if (!sdkSrc) return { url: sdkUrl(isOwn(new URL(origin)) ? origin : SDK_ORIGIN), integrity };
  const url = parseSecureUrl(sdkSrc, page.baseUrl);
  if (!url) throw new StreamError('config', { detail: 'sdk-src is not an https URL without credentials.' });
  const isAttribute = host?.getAttribute('sdk-src') === sdkSrc;
  if (isAttribute && !integrity && url.origin !== SDK_ORIGIN && !isOwn(url))
    throw new StreamError('config', { detail: 'sdk-src names another host, and there is no sdk-integrity.' });
  return { url: url.href, integrity };
}

/** `url` is secure, and `http:` is secure only there. */
const isLoopback = ({ protocol, hostname }: URL) => protocol === 'http:' || hostname === 'localhost';
