import { decodeJwt, decodeProtectedHeader } from 'jose';

/** One rule of a token. Rules are read first to last, the first that matches decides, and no match means valid (documentation: Securing your Stream). */
export type AccessRule =
  | { readonly type: 'any'; readonly action: AccessAction }
  | { readonly type: 'ip.src'; readonly action: AccessAction; readonly ip: readonly string[] }
  | { readonly type: 'ip.geoip.country'; readonly action: AccessAction; readonly country: readonly string[] };

export type AccessAction = 'allow' | 'block';

/** What a token says of itself, unverified. Times are seconds since 1970. */
export interface Claims {
  /** The video's or live input's uid. Tokens in the service's own samples may have none. */
  readonly sub?: string;
  readonly kid?: string;
  readonly exp?: number;
  readonly nbf?: number;
  readonly iat?: number;
  readonly downloadable?: boolean;
  readonly accessRules?: readonly AccessRule[];
}

/**
 * Reads a token's claims without verifying them; `null` when it is not a JWT, which does not mean that it is not a token.
 * The service's `/token` writes `exp` and `nbf` as strings, self-signed tokens as numbers, some as floats: here they are numbers or absent.
 */
export function readClaims(token: string): Claims | null {
  try {
    const {
      sub,
      kid = decodeProtectedHeader(token).kid,
      exp,
      nbf,
      iat,
      downloadable,
      accessRules,
    } = decodeJwt<Record<string, unknown>>(token);
    return {
      ...optional('sub', typeof sub === 'string' ? sub : undefined),
      ...optional('kid', typeof kid === 'string' ? kid : undefined),
      ...optional('exp', instant(exp)),
      ...optional('nbf', instant(nbf)),
      ...optional('iat', instant(iat)),
      ...optional('downloadable', typeof downloadable === 'boolean' ? downloadable : undefined),
      ...optional('accessRules', Array.isArray(accessRules) ? (accessRules as AccessRule[]) : undefined),
    };
  } catch {
    return null;
  }
}

function instant(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const seconds = Number(value);
  return Number.isFinite(seconds) ? seconds : undefined;
}

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [N in Name]?: Value };
