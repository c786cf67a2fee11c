import type { AccessRule } from '@secure-stream/protocol';

/**
 * The restrictions of a token (Cloudflare: Securing your Stream, "Supported Restrictions"). All are checked before signing. `undefined` and
 * `null` are errors: a value that is missing by mistake must not be a restriction that is left out.
 */
export interface Restrictions {
  /** Lifetime in seconds. Default 3600, at most 86400. */
  readonly expiresIn?: number;
  /** Expiry in seconds since 1970, at most 24 hours ahead. Instead of `expiresIn`. */
  readonly exp?: number;
  /** Start of validity in seconds since 1970. Default none: a server whose clock is ahead would issue tokens that are not valid yet. */
  readonly nbf?: number;
  /** Whether the token also opens the MP4 download. Default false. */
  readonly downloadable?: boolean;
  /** At most five rules. The first matching rule decides; without a match the viewer is allowed. */
  readonly accessRules?: readonly AccessRule[];
  /** `original`: the uploaded file, without the transformations of the service. */
  readonly flags?: { readonly original?: boolean | undefined };
}

export const RESTRICTION_NAMES = [
  'expiresIn',
  'exp',
  'nbf',
  'downloadable',
  'accessRules',
  'flags',
] as const satisfies (keyof Restrictions)[];

/** Checked restrictions as claims of a token. Times are whole seconds since 1970. */
export interface CheckedRestrictions {
  readonly exp: number;
  readonly nbf?: number;
  readonly downloadable?: true;
  readonly accessRules?: readonly AccessRule[];
  readonly flags?: { readonly original: true };
}
