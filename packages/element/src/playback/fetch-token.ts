import { createEndpointProvider } from '../session/providers/endpoint.js';
import type { FetchToken } from '../session/providers/provider.js';
import { noTokenSource } from '../session/providers/no-token-source.js';
import type { PlayerConfig } from './config.js';

/** Selects the provider that the page has configured: its function, else its endpoint. */
export function createFetchToken(config: PlayerConfig): FetchToken {
  const { tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest } = config;
  // Loads beside the engine. A page with an endpoint does not need it.
  if (tokenProvider)
    return async (context) =>
      (await import('../session/providers/callback.js')).createCallbackProvider(tokenProvider)(context);
  if (!tokenEndpoint) return noTokenSource;
  return createEndpointProvider({
    url: tokenEndpoint,
    method: tokenMethod,
    credentials: tokenCredentials,
    request: tokenRequest,
  });
}

/** The session key: players with equal keys share one request. Empty if the page provides the token itself. */
export function createSessionKey(config: PlayerConfig): readonly unknown[] {
  const { tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest, playbackId } = config;
  return tokenProvider || tokenEndpoint
    ? [tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest, playbackId]
    : [];
}
