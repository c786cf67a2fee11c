import { CompactSign } from 'jose';
import type { SigningKey } from './key.js';
import { checkRestrictions, type CheckedRestrictions, type Restrictions } from './restrictions.js';
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
  return signChecked(key, sub, checkRestrictions(restrictions, now()));
}

/** The same for an id and for restrictions that have been checked. */
export function signChecked(key: SigningKey, sub: string, restrictions: CheckedRestrictions): Promise<string> {
  const payload = JSON.stringify({ sub, kid: key.id, ...restrictions });
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'RS256', kid: key.id })
    .sign(key.privateKey);
}
