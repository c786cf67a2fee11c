import type { Grant } from '@secure-stream/protocol';

/** Why a token is asked for. `remote`: another device plays, such as an Apple TV, whatever else is the reason. */
export type TokenReason = 'initial' | 'renewal' | 'rejected' | 'resume' | 'manual' | 'remote';

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
export interface TokenResponse {
  readonly grant: Grant;
  /** The answer's `Date` header, milliseconds since 1970; absent when there was none or the page may not read it. */
  readonly serverTime?: number;
}

/** What a session asks. Rejects with a `StreamError`. */
export type FetchToken = (context: TokenContext) => Promise<TokenResponse>;

/** For a page that gives a token outright, or nothing, and no way to another. */
export const noTokenSource: FetchToken = async ({ reason }) => {
  throw (await loadTokenErrors()).missingTokenSource(reason);
};

/**
 * What to say when no token was given is fetched with the first answer, whatever that is: not before, where it would be in the way of the
 * token and the engine, and not when it is needed, where a site that was deployed anew has it no more. Without it an answer counts as none.
 */
export function loadTokenErrors(): Promise<typeof import('../token-errors.js')> {
  const tokenErrors = import('../token-errors.js');
  tokenErrors.catch(() => undefined);
  return tokenErrors;
}
