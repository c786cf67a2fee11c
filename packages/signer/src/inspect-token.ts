import { decodeJwt, decodeProtectedHeader } from 'jose';
import { parseTimestamp } from '@secure-stream/protocol';
import { SignerError } from './errors.js';
import { checkRestrictions, restrictionWarnings, type RestrictionWarning, type Restrictions } from './restrictions.js';
import { isSignableId } from './video-id.js';

/** What a token says of itself, and what is wrong with it. The signature is not looked at. */
export interface Inspection {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Seconds until it dies; negative when it is dead, `undefined` when it does not say. */
  readonly lifeLeft: number | undefined;
  /** Each is a reason for which the service refuses the token now, or may. */
  readonly faults: readonly string[];
  readonly warnings: readonly RestrictionWarning[];
}

/** Reads a token as the service would. `now` is milliseconds since 1970; `null` when it is no JWT at all. */
export function inspectToken(token: string, now: number): Inspection | null {
  const parts = read(token);
  if (!parts) return null;
  const { header, claims } = parts;
  const exp = parseTimestamp(claims['exp']);
  const lifeLeft = exp === undefined ? undefined : exp - now / 1000;
  const { faults, warnings } = judgeRules(claims['accessRules'], now);
  return {
    header,
    claims,
    lifeLeft,
    faults: [
      ...judgeKey(header, claims),
      ...judgeTimes(exp, parseTimestamp(claims['nbf']), now / 1000),
      ...judgeSubject(claims['sub']),
      ...faults,
    ],
    warnings,
  };
}

function read(token: string): Pick<Inspection, 'header' | 'claims'> | null {
  try {
    return { header: { ...decodeProtectedHeader(token) }, claims: decodeJwt(token) };
  } catch {
    return null;
  }
}

function judgeKey(header: Inspection['header'], claims: Inspection['claims']): string[] {
  return [
    header['alg'] !== 'RS256' && 'The algorithm is not RS256.',
    !header['kid'] && 'The header names no key (kid).',
    !claims['kid'] && 'The payload names no key (kid).',
    header['kid'] && claims['kid'] && header['kid'] !== claims['kid'] && 'Header and payload name different keys.',
  ].filter((fault) => typeof fault === 'string');
}

function judgeTimes(exp: number | undefined, nbf: number | undefined, seconds: number): string[] {
  return [
    exp === undefined && 'It does not say when it expires (exp).',
    exp !== undefined && exp <= seconds && 'It has expired.',
    exp !== undefined &&
      exp - seconds > 86_400 &&
      'It lives longer than 24 hours from now, which the service does not allow.',
    nbf !== undefined && nbf > seconds && 'It is not valid yet (nbf).',
  ].filter((fault) => typeof fault === 'string');
}

const judgeSubject = (sub: unknown): string[] =>
  isSignableId(sub) ? [] : ['It names no video (sub): the uid alone goes there, no path and no address.'];

function judgeRules(accessRules: unknown, now: number): { faults: string[]; warnings: RestrictionWarning[] } {
  if (accessRules === undefined) return { faults: [], warnings: [] };
  const restrictions = { accessRules } as Restrictions;
  try {
    checkRestrictions(restrictions, now);
    return { faults: [], warnings: restrictionWarnings(restrictions) };
  } catch (error) {
    return { faults: [error instanceof SignerError ? error.message : 'The rules are unreadable.'], warnings: [] };
  }
}
