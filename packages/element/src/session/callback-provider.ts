import { readGrant } from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';
import { fetchFaults, type AskForToken, type TokenProvider } from './provider.js';

/** Asks the page's own function. */
export function callbackProvider(provide: TokenProvider): AskForToken {
  return async (context) => {
    let value: unknown;
    try {
      value = await provide(context);
    } catch (error) {
      throw error instanceof StreamError ? error : (await fetchFaults()).providerThrew(error);
    }
    const faults = fetchFaults();
    const grant = readGrant(value);
    if (typeof grant === 'object') return { grant };
    throw (await faults).providerReturned(grant);
  };
}
