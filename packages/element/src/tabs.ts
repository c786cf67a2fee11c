import { createClock, type Clock } from './clock.js';
import { createCallbackProvider } from './session/providers/callback.js';
import { createEndpointProvider, type EndpointProviderOptions } from './session/providers/endpoint.js';
import type { FetchToken, TokenResponse, TokenProvider } from './session/providers/provider.js';
import { shareAcrossTabs } from './session/tabs.js';
import { parseToken } from './session/token.js';

export interface AcrossTabsOptions {
  /** Tabs with the same name share. Let it name the viewer, where another may log in: `viewer-17`. */
  readonly name: string;
  /** When it is aborted, this tab neither takes nor gives any more. Default: as long as the page lives. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A `tokenProvider` that asks the site's endpoint, or the page's own function, once for all tabs of the browser that play the same video
 * under the same name.
 *
 * @example
 * film.tokenProvider = acrossTabs({ url: '/api/stream-token' }, { name: 'viewer-17' });
 */
export function acrossTabs(
  source: TokenProvider | EndpointProviderOptions,
  { name, signal }: AcrossTabsOptions,
): TokenProvider {
  const fetchToken = typeof source === 'function' ? createCallbackProvider(source) : createEndpointProvider(source);
  const clock = createClock();
  const videos = new Map<string, FetchToken>();
  return async (context) => {
    const { videoId } = context;
    const fetchAcrossTabs = videos.get(videoId) ?? shareAcrossTabs(fetchToken, { name, videoId, clock, signal });
    videos.set(videoId, fetchAcrossTabs);
    return toGrant(await fetchAcrossTabs(context), videoId, clock);
  };
}

/** The server's time does not pass through a provider: what it tells becomes a duration. */
function toGrant(response: TokenResponse, videoId: string, clock: Clock) {
  const { value, lifetime } = parseToken(response, videoId, { at: clock.now(), wall: clock.wall() });
  return lifetime === Infinity ? { token: value } : { token: value, expiresIn: lifetime / 1000 };
}
