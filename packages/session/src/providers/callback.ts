import { readGrant } from '@secure-stream/protocol';
import type { FetchToken, TokenProvider } from './provider.js';
import { loadTokenErrors } from '../load-token-errors.js';

/** Gets tokens from the page's own function. */
export function createCallbackProvider(provider: TokenProvider): FetchToken {
  return async (context) => {
    let value: unknown;
    try {
      value = await provider(context);
    } catch (error) {
      throw (await loadTokenErrors()).tokenProviderThrew(error);
    }
    const tokenErrors = loadTokenErrors();
    const grant = readGrant(value);
    if (grant) return { grant };
    throw (await tokenErrors).invalidProviderResult(value);
  };
}
