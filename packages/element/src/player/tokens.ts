import { endpointProvider } from '../session/endpoint-provider.js';
import { callbackProvider } from '../session/callback-provider.js';
import { askNobody, type AskForToken } from '../session/provider.js';
import type { PlayerConfig } from './config.js';

/** Asks whomever the page names at the moment of asking: its function, else its endpoint. */
export function askAsConfigured(configOf: () => PlayerConfig): AskForToken {
  return (context) => {
    const { tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest } = configOf();
    if (tokenProvider) return callbackProvider(tokenProvider)(context);
    if (tokenEndpoint)
      return endpointProvider({
        url: tokenEndpoint,
        method: tokenMethod,
        credentials: tokenCredentials,
        request: tokenRequest,
      })(context);
    return askNobody(context);
  };
}

/** What makes two players ask for the same, so that one request serves both. Empty when a page gives the token outright. */
export function tokenSourceKey(config: PlayerConfig): readonly unknown[] {
  const { tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest } = config;
  return tokenProvider || tokenEndpoint
    ? [tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest]
    : [];
}
