import type { Grant } from '@secure-stream/protocol';
import { createClock, type Clock } from './clock.js';
import { createCallbackProvider } from './providers/callback.js';
import { createEndpointProvider, pageUrl, type EndpointProviderOptions } from './providers/endpoint.js';
import type { FetchToken, TokenResponse, TokenProvider } from './providers/provider.js';
import { shareAcrossTabs } from './tabs.js';
import { parseToken } from './token.js';

export interface AcrossTabsOptions {
  /** Tabs with the same name share tokens. Use a name for each viewer if viewers can change in one browser: `viewer-17`. */
  readonly name: string;
  /** Once aborted, this tab no longer shares tokens. Default: until the page closes. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Creates a `tokenProvider` that requests one token for all tabs of the browser that play the same video under the same name. The source
 * is the site's endpoint or the page's own function.
 *
 * @example
 * player.tokenProvider = acrossTabs({ url: '/api/stream-token' }, { name: 'viewer-17' });
 */
export function acrossTabs(
  source: TokenProvider | EndpointProviderOptions,
  { name, signal }: AcrossTabsOptions,
): TokenProvider {
  const fetchToken =
    typeof source === 'function'
      ? createCallbackProvider(source)
      : createEndpointProvider({ baseUrl: pageUrl(), ...source });
  const clock = createClock();
  const videos = new Map<string, FetchToken>();
  return async (context) => {
    const { videoId } = context;
    const fetchAcrossTabs = videos.get(videoId) ?? shareAcrossTabs(fetchToken, { name, videoId, clock, signal });
    videos.set(videoId, fetchAcrossTabs);
    return toGrant(await fetchAcrossTabs(context), videoId, clock);
  };
}

/** The `tokenProvider` interface has no server time, so the remaining lifetime is passed as a duration. */
function toGrant(response: TokenResponse, videoId: string, clock: Clock): Grant {
  const { value, grant, lifetime } = parseToken(response, videoId, { at: clock.now(), wall: clock.wall() });
  return {
    token: value,
    ...(lifetime < Infinity && { expiresIn: lifetime / 1000 }),
    ...(grant.watermark && { watermark: grant.watermark }),
  };
}
