import { createEndpointProvider } from '../session/providers/endpoint.js';
import { createCallbackProvider } from '../session/providers/callback.js';
import type { FetchToken } from '../session/providers/provider.js';
import { noTokenSource } from '../session/providers/no-token-source.js';
import type { PlayerConfig } from './config.js';

/** Fetches a token from the source that the page has set at the time of the request: its function, else its endpoint. */
export function createFetchToken(getConfig: () => PlayerConfig): FetchToken {
  return (context) => {
    const { tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest } = getConfig();
    if (tokenProvider) return createCallbackProvider(tokenProvider)(context);
    if (tokenEndpoint)
      return createEndpointProvider({
        url: tokenEndpoint,
        method: tokenMethod,
        credentials: tokenCredentials,
        request: tokenRequest,
      })(context);
    return noTokenSource(context);
  };
}

/** The session key: players with equal keys share one request. Empty if the page provides the token itself. */
export function createSessionKey(config: PlayerConfig): readonly unknown[] {
  const { tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest } = config;
  return tokenProvider || tokenEndpoint
    ? [tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest]
    : [];
}
