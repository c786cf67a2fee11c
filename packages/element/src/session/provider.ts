import type { Grant } from '@secure-stream/protocol';

/** Why a token is asked for. */
export type TokenReason = 'initial' | 'renewal' | 'rejected' | 'resume' | 'manual';

export interface TokenContext {
  readonly videoId: string;
  readonly reason: TokenReason;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** A page's own way to a token: returns the token, or a grant that tells how long it lives. */
export type TokenProvider = (context: TokenContext) => Promise<string | Grant> | string | Grant;

/** A grant, and what the answer that brought it tells of time. */
export interface TokenAnswer {
  readonly grant: Grant;
  /** The answer's `Date` header, milliseconds since 1970; absent when there was none or the page may not read it. */
  readonly serverTime?: number;
}

/** What a session asks. Rejects with a `StreamError`; `retryAfter` on it, in milliseconds, is the endpoint's own wish. */
export type AskForToken = (context: TokenContext) => Promise<TokenAnswer>;
