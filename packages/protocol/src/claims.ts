/** An access rule of a token. The first matching rule decides; without a match the viewer is allowed (Cloudflare: Securing your Stream). */
export type AccessRule =
  | { readonly type: 'any'; readonly action: AccessAction }
  | { readonly type: 'ip.src'; readonly action: AccessAction; readonly ip: readonly string[] }
  | { readonly type: 'ip.geoip.country'; readonly action: AccessAction; readonly country: readonly string[] };

export type AccessAction = 'allow' | 'block';

/** The unverified claims of a token. Times are seconds since 1970. */
export interface Claims {
  /** The uid of a video or a live input. Some sample tokens of the service have none. */
  readonly sub?: string | undefined;
  readonly kid?: string | undefined;
  readonly exp?: number | undefined;
  readonly nbf?: number | undefined;
  readonly iat?: number | undefined;
  readonly downloadable?: boolean | undefined;
  readonly accessRules?: readonly AccessRule[] | undefined;
}

/**
 * Reads the claims of a token without verifying them. Returns `null` if the token is not a JWT; it can still be a valid token.
 * `exp` and `nbf` are strings in tokens from the service's `/token`, and integers or floats in self-signed ones. Here they are numbers or absent.
 */
export function readClaims(token: string): Claims | null {
  try {
    const [header = '', payload = '', signature, ...more] = token.split('.');
    if (signature === undefined || more.length > 0) return null;
    const { sub, kid = decode(header).kid, exp, nbf, iat, downloadable, accessRules } = decode(payload);
    return {
      sub: typeof sub === 'string' ? sub : undefined,
      kid: typeof kid === 'string' ? kid : undefined,
      exp: parseTimestamp(exp),
      nbf: parseTimestamp(nbf),
      iat: parseTimestamp(iat),
      downloadable: typeof downloadable === 'boolean' ? downloadable : undefined,
      accessRules: Array.isArray(accessRules) ? (accessRules as AccessRule[]) : undefined,
    };
  } catch {
    return null;
  }
}

/** Written by hand: jose's decoder would take a fifth of the size budget of the token core. */
function decode(part: string): Record<string, unknown> {
  const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  const value: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no claims');
  return value as Record<string, unknown>;
}

/** Parses seconds since 1970 from a number or a string. Returns `undefined` for anything else. */
export function parseTimestamp(value: unknown): number | undefined {
  const seconds = parseNumber(value);
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** Parses a number or a string. Returns `NaN` for anything else. */
export const parseNumber = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && value.trim()) ? Number(value) : NaN;
