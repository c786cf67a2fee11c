import { CompactSign } from 'jose';
import type { SigningKey } from './signing-key.js';
import { checkRestrictions } from './restrictions/check-restrictions.js';
import type { CheckedRestrictions, Restrictions } from './restrictions/restrictions.js';
import { assertVideoId } from './video-id.js';

/** The video of a token and its restrictions. */
export interface TokenClaims extends Restrictions {
  /** The uid of a video or of a live input. */
  readonly sub: string;
}

export interface SignOptions {
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Signs a token for the service: RS256, with the key id in header and payload.
 * Throws a {@link SignerError} for a video id or a restriction that the service would reject.
 */
export function signToken(
  key: SigningKey,
  claims: TokenClaims,
  { now = () => Date.now() }: SignOptions = {},
): Promise<string> {
  const { sub, ...restrictions } = claims;
  assertVideoId(sub);
  return signCheckedToken(key, sub, checkRestrictions(restrictions, now()));
}

/** Signs a token for a video id and restrictions that have already been checked. */
export function signCheckedToken(key: SigningKey, sub: string, restrictions: CheckedRestrictions): Promise<string> {
  const payload = JSON.stringify({ sub, kid: key.id, ...restrictions });
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'RS256', kid: key.id })
    .sign(key.privateKey);
}
