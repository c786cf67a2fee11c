import type { Grant } from '@secure-stream/protocol';

/** Why a token is asked for. */
export type TokenReason = 'initial' | 'renewal' | 'rejected' | 'resume' | 'manual';

export interface TokenContext {
  readonly videoId: string;
  readonly reason: TokenReason;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/**
 * A page's own way to a token: returns the token, or a grant that tells how long it lives. May throw a `StreamError` to say
 * what is wrong, `new StreamError('token-denied')` for one; anything else that it throws counts as `token-unreachable`.
 */
export type TokenProvider = (context: TokenContext) => Promise<string | Grant> | string | Grant;

/** A grant, and what the answer that brought it tells of time. */
export interface TokenAnswer {
  readonly grant: Grant;
  /** The answer's `Date` header, milliseconds since 1970; absent when there was none or the page may not read it. */
  readonly serverTime?: number;
}

/** What a session asks. Rejects with a `StreamError`. */
export type AskForToken = (context: TokenContext) => Promise<TokenAnswer>;

/** For a page that gives a token outright, or nothing, and no way to another. */
export const askNobody: AskForToken = async ({ reason }) => {
  throw (await fetchFaults()).nobodyToAsk(reason);
};

/**
 * What to say when no token was given travels beside the request: a film that plays without trouble needs none of it. Where it does not
 * arrive, neither does the engine, and the answer counts as none.
 */
export function fetchFaults(): Promise<typeof import('./faults.js')> {
  const faults = import('./faults.js');
  faults.catch(() => undefined);
  return faults;
}
