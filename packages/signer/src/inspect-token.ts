import { decodeJwt, decodeProtectedHeader } from 'jose';
import { parseTimestamp } from '@secure-stream/protocol';
import { checkNumber } from './check-number.js';
import { SignerError } from './errors.js';
import { checkRestrictions } from './restrictions/check-restrictions.js';
import { findRestrictionWarnings, type Restrictions, type RestrictionWarning } from './restrictions/restrictions.js';
import { isSignableId } from './video-id.js';

/** The contents of a token and its errors. The signature is not verified. */
export interface TokenInspection {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Seconds until the token expires; negative after expiry, `undefined` without an expiry. */
  readonly remainingLifetime: number | undefined;
  /** Each is a reason for which the service rejects the token, or may reject it. */
  readonly errors: readonly string[];
  readonly warnings: readonly RestrictionWarning[];
}

/** Reads a token as the service would. `now` is milliseconds since 1970. Returns `null` if the token is not a JWT. */
export function inspectToken(token: string, now: number): TokenInspection | null {
  checkNumber('now', now);
  const parts = decode(token);
  if (!parts) return null;
  const { header, claims } = parts;
  const exp = parseTimestamp(claims['exp']);
  const remainingLifetime = exp === undefined ? undefined : exp - now / 1000;
  const { errors, warnings } = checkRules(claims['accessRules'], now);
  return {
    header,
    claims,
    remainingLifetime,
    errors: [
      ...checkKey(header, claims),
      ...checkTimes(exp, parseTimestamp(claims['nbf']), now / 1000),
      ...checkSubject(claims['sub']),
      ...errors,
    ],
    warnings,
  };
}

function decode(token: string): Pick<TokenInspection, 'header' | 'claims'> | null {
  try {
    return { header: { ...decodeProtectedHeader(token) }, claims: decodeJwt(token) };
  } catch {
    return null;
  }
}

function checkKey(header: TokenInspection['header'], claims: TokenInspection['claims']): string[] {
  return [
    header['alg'] !== 'RS256' && 'The algorithm is not RS256.',
    !header['kid'] && 'The header has no key id (kid).',
    !claims['kid'] && 'The payload has no key id (kid).',
    header['kid'] && claims['kid'] && header['kid'] !== claims['kid'] && 'Header and payload have different key ids.',
  ].filter((error) => typeof error === 'string');
}

function checkTimes(exp: number | undefined, nbf: number | undefined, seconds: number): string[] {
  return [
    exp === undefined && 'The token has no expiry (exp).',
    exp !== undefined && exp <= seconds && 'The token has expired.',
    exp !== undefined && exp - seconds > 86_400 && 'The token expires more than 24 hours from now.',
    nbf !== undefined && nbf > seconds && 'The token is not valid yet (nbf).',
  ].filter((error) => typeof error === 'string');
}

const checkSubject = (sub: unknown): string[] =>
  isSignableId(sub) ? [] : ['The token has no video uid (sub): it takes the bare uid, no path and no URL.'];

function checkRules(accessRules: unknown, now: number): { errors: string[]; warnings: RestrictionWarning[] } {
  if (accessRules === undefined) return { errors: [], warnings: [] };
  const restrictions = { accessRules } as Restrictions;
  try {
    checkRestrictions(restrictions, now);
    return { errors: [], warnings: findRestrictionWarnings(restrictions) };
  } catch (error) {
    return { errors: [error instanceof SignerError ? error.message : 'The rules cannot be read.'], warnings: [] };
  }
}
