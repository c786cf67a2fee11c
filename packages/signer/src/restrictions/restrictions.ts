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

/** Allows these countries. ISO 3166-1 alpha-2, such as `'GB'`. End an allow-list with {@link blockEverythingElse}. */
export const allowCountries = (...country: string[]): AccessRule => ({
  type: 'ip.geoip.country',
  action: 'allow',
  country,
});

/** Blocks these countries. All others stay allowed: the service allows a viewer whom no rule matches. */
export const blockCountries = (...country: string[]): AccessRule => ({
  type: 'ip.geoip.country',
  action: 'block',
  country,
});

/** Allows these IP addresses or CIDR ranges. List both IPv4 and IPv6: a rule with one family never matches a viewer of the other. */
export const allowAddresses = (...ip: string[]): AccessRule => ({ type: 'ip.src', action: 'allow', ip });

/** Blocks these IP addresses or CIDR ranges. List both IPv4 and IPv6. */
export const blockAddresses = (...ip: string[]): AccessRule => ({ type: 'ip.src', action: 'block', ip });

/** The last rule of an allow-list. Without it the list blocks nobody. */
export const blockEverythingElse = (): AccessRule => ({ type: 'any', action: 'block' });

/** A restriction that the service accepts but that is probably a mistake. */
export interface RestrictionWarning {
  readonly warning: 'open-allow-list' | 'one-address-family';
  /** The rule, such as `accessRules[0]`. */
  readonly field: string;
  readonly message: string;
}

/** Finds valid restrictions that are probably mistakes. Takes restrictions that `checkRestrictions` accepts. */
export function findRestrictionWarnings({ accessRules = [] }: Pick<Restrictions, 'accessRules'>): RestrictionWarning[] {
  const warnings: RestrictionWarning[] = [];
  const lastAllow = accessRules.findLastIndex(({ action }) => action === 'allow');
  const isClosed = accessRules.some(
    ({ type, action }, index) => index > lastAllow && type === 'any' && action === 'block',
  );
  if (lastAllow >= 0 && accessRules[lastAllow]?.type !== 'any' && !isClosed) {
    const field = `accessRules[${lastAllow}]`;
    const message = `${field} allows some viewers, but no later rule blocks the others, so everybody is allowed: add blockEverythingElse().`;
    warnings.push({ warning: 'open-allow-list', field, message });
  }
  for (const [index, rule] of accessRules.entries()) {
    if (rule.type !== 'ip.src') continue;
    const families = new Set(rule.ip.map((range) => (range.includes(':') ? 'IPv6' : 'IPv4')));
    if (families.size > 1) continue;
    const field = `accessRules[${index}]`;
    const message = `${field} lists only ${[...families].join()} addresses and never matches a viewer with an address of the other family.`;
    warnings.push({ warning: 'one-address-family', field, message });
  }
  return warnings;
}
