import type { Grant } from '@secure-stream/protocol';

/**
 * Why a token is requested. `remote` overrides the others: another device plays, such as an Apple TV. `release`: the playback has ended and
 * wants no token; `progress`: the player reports what was watched. Only a `tokenRequest` function gets these two.
 */
export type TokenReason = 'initial' | 'renewal' | 'rejected' | 'resume' | 'manual' | 'remote' | 'release' | 'progress';

export interface TokenContext {
  readonly videoId: string;
  readonly reason: TokenReason;
  /** Aborted when the response is no longer needed. */
  readonly signal: AbortSignal;
  /** The id of the playback, the same for all of its renewals. Random, unless the page set it. A player always has one. */
  readonly playbackId?: string | undefined;
  /** The viewer asked to continue here, which ends another of their playbacks. */
  readonly takeover?: boolean | undefined;
}

/**
 * A page's own source of tokens: returns a token, or a grant with its lifetime. To name a reason it may throw a `StreamError`, such as `new
 * StreamError('token-denied')`, or `displaced` to end playback. Any other error counts as `token-unreachable`.
 */
export type TokenProvider = (context: TokenContext) => Promise<string | Grant> | string | Grant;

/** A grant, and the server's time when it was sent. */
export interface TokenResponse {
  readonly grant: Grant;
  /** The `Date` header of the response in milliseconds since 1970. Absent if the header is missing or CORS hides it. */
  readonly serverTime?: number | undefined;
}

/** How a token is requested. Rejects with a `StreamError`. */
export type FetchToken = (context: TokenContext) => Promise<TokenResponse>;
