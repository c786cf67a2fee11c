import type { Grant } from '@secure-stream/protocol';

/** Why a token is requested. `remote`: another device plays, such as an Apple TV; takes precedence over every other reason. */
export type TokenReason = 'initial' | 'renewal' | 'rejected' | 'resume' | 'manual' | 'remote';

export interface TokenContext {
  readonly videoId: string;
  readonly reason: TokenReason;
  /** Aborted when the response is no longer needed. */
  readonly signal: AbortSignal;
}

/**
 * A page's own source of tokens: returns the token, or a grant that tells how long it is valid. May throw a `StreamError` to name the reason,
 * for example `new StreamError('token-denied')`; anything else that it throws counts as `token-unreachable`.
 */
export type TokenProvider = (context: TokenContext) => Promise<string | Grant> | string | Grant;

/** A grant, and the server's time when it was sent. */
export interface TokenResponse {
  readonly grant: Grant;
  /** The `Date` header of the response, milliseconds since 1970; absent when there was none or the page may not read it. */
  readonly serverTime?: number;
}

/** How a session requests a token. Rejects with a `StreamError`. */
export type FetchToken = (context: TokenContext) => Promise<TokenResponse>;
