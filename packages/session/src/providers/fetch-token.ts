import { loadTokenErrors } from '../load-token-errors.js';
import { createEndpointProvider, type EndpointProviderOptions } from './endpoint.js';
import type { FetchToken, TokenProvider } from './provider.js';

export interface FetchTokenOptions extends Omit<EndpointProviderOptions, 'url'> {
  readonly provider?: TokenProvider | undefined;
  readonly url?: string | undefined;
}

/** Selects where tokens come from: the page's function, else its endpoint. With neither, the page has to set each token. */
export function createFetchToken({ provider, url, ...endpoint }: FetchTokenOptions): FetchToken {
  // Loads on demand: a page with an endpoint does not need it.
  if (provider) return async (context) => (await import('./callback.js')).createCallbackProvider(provider)(context);
  return url ? createEndpointProvider({ url, ...endpoint }) : noTokenSource;
}

export const noTokenSource: FetchToken = async ({ reason }) => {
  throw (await loadTokenErrors()).missingTokenSource(reason);
};
