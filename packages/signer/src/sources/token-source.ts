import type { Restrictions } from '../restrictions/index.js';

/** A token and its lifetime in seconds from now. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresIn: number;
}

export interface TokenSourceContext {
  /** Aborts when the token is no longer needed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Issues tokens with a signing key, the API of the service, or the Stream binding of a Worker.
 * Rejects with a {@link SignerError} for a restriction that it cannot apply, and never returns a token with fewer restrictions.
 */
export type TokenSource = (
  videoId: string,
  restrictions?: Restrictions,
  context?: TokenSourceContext,
) => Promise<IssuedToken>;
