import { readGrant } from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';
import type { AskForToken, TokenProvider } from './provider.js';

/** Asks the page's own function. */
export function callbackProvider(provide: TokenProvider): AskForToken {
  return async (context) => {
    let value: unknown;
    try {
      value = await provide(context);
    } catch (error) {
      if (error instanceof StreamError) throw error;
      // Only the kind of the error: its message is the page's, and may hold the token.
      const kind = error instanceof Error ? error.constructor.name : typeof error;
      throw new StreamError('token-unreachable', { detail: `The page's token provider threw: ${kind}.` });
    }
    const grant = readGrant(value);
    if (typeof grant === 'object') return { grant };
    throw new StreamError('token-malformed', { detail: `The page's token provider returned no grant: ${grant}.` });
  };
}
