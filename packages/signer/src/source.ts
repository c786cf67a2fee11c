import type { Restrictions } from './restrictions.js';

/** A token, and the seconds that it lives from now. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresIn: number;
}

/**
 * Where tokens come from: a signing key, the service's API, or the Stream binding of a Worker.
 * Rejects with a {@link SignerError} for what it cannot sign, and never answers a token with fewer restrictions than were asked for.
 */
export type TokenSource = (videoId: string, restrictions?: Restrictions) => Promise<IssuedToken>;
