/** One rule of a token. Rules are read first to last, the first that matches decides, and no match means valid (documentation: Securing your Stream). */
export type AccessRule =
  | { readonly type: 'any'; readonly action: AccessAction }
  | { readonly type: 'ip.src'; readonly action: AccessAction; readonly ip: readonly string[] }
  | { readonly type: 'ip.geoip.country'; readonly action: AccessAction; readonly country: readonly string[] };

export type AccessAction = 'allow' | 'block';

/** What a token says of itself, unverified. Times are seconds since 1970. */
export interface Claims {
  /** The video's or live input's uid. Tokens in the service's own samples may have none. */
  readonly sub?: string | undefined;
  readonly kid?: string | undefined;
  readonly exp?: number | undefined;
  readonly nbf?: number | undefined;
  readonly iat?: number | undefined;
  readonly downloadable?: boolean | undefined;
  readonly accessRules?: readonly AccessRule[] | undefined;
}

/**
 * Reads a token's claims without verifying them; `null` when it is not a JWT, which does not mean that it is not a token.
 * The service's `/token` writes `exp` and `nbf` as strings, self-signed tokens as numbers, some as floats: here they are numbers or absent.
 */
export function readClaims(token: string): Claims | null {
  try {
    const [header = '', payload = '', signature, ...more] = token.split('.');
    if (signature === undefined || more.length > 0) return null;
    const { sub, kid = decode(header).kid, exp, nbf, iat, downloadable, accessRules } = decode(payload);
    return {
      sub: typeof sub === 'string' ? sub : undefined,
      kid: typeof kid === 'string' ? kid : undefined,
      exp: readInstant(exp),
      nbf: readInstant(nbf),
      iat: readInstant(iat),
      downloadable: typeof downloadable === 'boolean' ? downloadable : undefined,
      accessRules: Array.isArray(accessRules) ? (accessRules as AccessRule[]) : undefined,
    };
  } catch {
    return null;
  }
}

/** Our own and not jose's, which is a fifth of what a token session may weigh. */
function decode(part: string): Record<string, unknown> {
  const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  const value: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no claims');
  return value as Record<string, unknown>;
}

/** Seconds since 1970: the service writes them as text, others as numbers. `undefined` for what is neither. */
export function readInstant(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const seconds = Number(value);
  return Number.isFinite(seconds) ? seconds : undefined;
}
