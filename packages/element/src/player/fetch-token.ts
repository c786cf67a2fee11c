import { createEndpointProvider } from '../session/providers/endpoint.js';
import { createCallbackProvider } from '../session/providers/callback.js';
import type { FetchToken } from '../session/providers/provider.js';
import { noTokenSource } from '../session/providers/no-token-source.js';
import type { PlayerConfig } from './config.js';

/** Asks whomever the page names at the moment of asking: its function, else its endpoint. */
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

/** What makes two players ask for the same, so that one request serves both. Empty when a page gives the token outright. */
export function createSessionKey(config: PlayerConfig): readonly unknown[] {
  const { tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest } = config;
  return tokenProvider || tokenEndpoint
    ? [tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest]
    : [];
}
