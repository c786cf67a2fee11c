import { SignJWT } from 'jose';
import type { SigningKey } from './key.js';
import { checkRestrictions, type Restrictions } from './restrictions.js';
import { checkVideoId } from './video-id.js';

/** What a token is for, and what limits it. */
export interface TokenClaims extends Restrictions {
  /** The uid of a video or of a live input. */
  readonly sub: string;
}

export interface SignOptions {
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Signs a token as the service wants it: RS256, with the key's id in header and payload.
 * Throws a {@link SignerError} for an id or a restriction that the service would not take.
 */
export function signToken(
  key: SigningKey,
  claims: TokenClaims,
  { now = () => Date.now() }: SignOptions = {},
): Promise<string> {
  const { sub, ...restrictions } = claims;
  checkVideoId(sub);
  return new SignJWT({ sub, kid: key.id, ...checkRestrictions(restrictions, now()) })
    .setProtectedHeader({ alg: 'RS256', kid: key.id })
    .sign(key.privateKey);
}
