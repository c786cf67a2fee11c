import { loadTokenErrors } from '../load-token-errors.js';
import { createEndpointProvider, type EndpointProviderOptions } from './endpoint.js';
import type { FetchToken, TokenProvider } from './provider.js';

export interface FetchTokenOptions extends Omit<EndpointProviderOptions, 'url'> {
  readonly provider?: TokenProvider | undefined;
  readonly url?: string | undefined;
}

/** Selects where tokens come from: the page's function, else its endpoint. With neither, the page has to set each token. */
export function createFetchToken({ provider, url, ...endpoint }: FetchTokenOptions): FetchToken {
  if (provider) return createPageProvider(provider);
  return url ? createEndpointProvider({ url, ...endpoint }) : noTokenSource;
}

/** Loads on demand: a page with an endpoint does not need it. */
export const createPageProvider =
  (provider: TokenProvider): FetchToken =>
  async (context) =>
    (await import('./callback.js')).createCallbackProvider(provider)(context);

export const noTokenSource: FetchToken = async ({ reason }) => {
  throw (await loadTokenErrors()).missingTokenSource(reason);
};
