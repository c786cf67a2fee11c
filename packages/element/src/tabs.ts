import { createClock, type Clock } from './clock.js';
import { callbackProvider } from './session/callback-provider.js';
import { endpointProvider, type EndpointProviderOptions } from './session/endpoint-provider.js';
import type { AskForToken, TokenAnswer, TokenProvider } from './session/provider.js';
import { askAcrossTabs } from './session/tabs.js';
import { receiveToken } from './session/token.js';

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
  const ask = typeof source === 'function' ? callbackProvider(source) : endpointProvider(source);
  const clock = createClock();
  const videos = new Map<string, AskForToken>();
  return async (context) => {
    const { videoId } = context;
    const askTabs = videos.get(videoId) ?? askAcrossTabs(ask, { name, videoId, clock, signal });
    videos.set(videoId, askTabs);
    return grantOf(await askTabs(context), videoId, clock);
  };
}

/** The server's time does not pass through a provider: what it tells becomes a duration. */
function grantOf(answer: TokenAnswer, videoId: string, clock: Clock) {
  const { value, lifetime } = receiveToken(answer, videoId, { at: clock.now(), wall: clock.wall() });
  return lifetime === Infinity ? { token: value } : { token: value, expiresIn: lifetime / 1000 };
}
