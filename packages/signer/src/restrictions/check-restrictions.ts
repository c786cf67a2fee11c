import type { AccessRule } from '@secure-stream/protocol';
import ipaddr from 'ipaddr.js';
import { iso31661Alpha2ToAlpha3 } from 'iso-3166';
import { checkNumber } from '../check-number.js';
import { SignerError } from '../errors.js';
import { RESTRICTION_NAMES, type CheckedRestrictions, type Restrictions } from './restrictions.js';

const DEFAULT_LIFETIME_S = 3600;
const MAX_LIFETIME_S = 86_400;
const MAX_RULES = 5;

/**
 * Checks restrictions against the limits of the service. `now` is milliseconds since 1970.
 * Throws a {@link SignerError} that names the field.
 */
export function checkRestrictions(restrictions: Restrictions, now: number): CheckedRestrictions {
  checkNumber('now', now);
  checkShape(restrictions);
  const { nbf, downloadable, accessRules, flags } = restrictions;
  const exp = resolveExpiry(restrictions, now);
  if (nbf !== undefined && wholeSeconds(nbf, 'nbf') >= exp) throw invalid('nbf', 'must be before the expiry');
  if (flags !== undefined) checkFlags(flags);
  return {
    exp,
    ...(nbf === undefined ? {} : { nbf: wholeSeconds(nbf, 'nbf') }),
    ...(checkBoolean(downloadable, 'downloadable') ? { downloadable: true } : {}),
    ...(accessRules === undefined ? {} : { accessRules: checkRules(accessRules) }),
    ...(flags?.original ? { flags: { original: true } } : {}),
  };
}

/** Checks restrictions that apply to many tokens. Skips the timestamps, which depend on the time of signing. */
export function checkDefaultRestrictions(restrictions: Restrictions): void {
  checkShape(restrictions);
  const { exp, nbf, ...others } = restrictions;
  for (const [name, value] of Object.entries({ exp, nbf })) if (value !== undefined) wholeSeconds(value, name);
  checkRestrictions(others, 0);
}

/** `null` and `undefined` are errors: they may stand for "no restriction" or for a missing value. */
export function checkShape(restrictions: unknown, names: readonly string[] = RESTRICTION_NAMES): void {
  if (!isObject(restrictions)) throw invalid('restrictions', 'must be an object');
  for (const [name, value] of Object.entries(restrictions as object)) {
    if (!names.includes(name)) throw invalid(name, 'is not a restriction');
    if (value === null || value === undefined) throw invalid(name, `must not be ${value}`);
  }
}

function resolveExpiry({ expiresIn, exp }: Restrictions, now: number): number {
  if (expiresIn !== undefined && exp !== undefined) throw invalid('exp', 'cannot be combined with expiresIn');
  const seconds = now / 1000;
  const field = exp === undefined ? 'expiresIn' : 'exp';
  const lifetime =
    exp === undefined ? finiteNumber(expiresIn ?? DEFAULT_LIFETIME_S, field) : wholeSeconds(exp, field) - seconds;
  if (lifetime <= 0) throw invalid(field, 'must be in the future');
  if (lifetime > MAX_LIFETIME_S) throw invalid(field, 'must be at most 24 hours ahead');
  // Rounded up, so that a token never expires before the lifetime that the client was given.
  return exp === undefined
    ? Math.min(Math.ceil(seconds + lifetime), Math.floor(seconds + MAX_LIFETIME_S))
    : Math.floor(exp);
}

function checkRules(rules: readonly AccessRule[]): AccessRule[] {
  if (!Array.isArray(rules)) throw invalid('accessRules', 'must be an array');
  if (rules.length > MAX_RULES) throw invalid('accessRules', `must have at most ${MAX_RULES} rules`);
  return Array.from(rules, (rule: AccessRule, index) => checkRule(rule, `accessRules[${index}]`));
}

function checkRule(rule: AccessRule, field: string): AccessRule {
  if (!isObject(rule)) throw invalid(field, 'must be an object');
  const { type, action } = rule;
  if (action !== 'allow' && action !== 'block') throw invalid(`${field}.action`, 'must be allow or block');
  switch (type) {
    case 'any':
      return { type, action };
    case 'ip.geoip.country':
      return { type, action, country: checkList(rule.country, `${field}.country`, findCountryError) };
    case 'ip.src':
      return { type, action, ip: checkList(rule.ip, `${field}.ip`, findAddressError) };
    default:
      throw invalid(`${field}.type`, 'must be any, ip.src or ip.geoip.country');
  }
}

function checkList(values: unknown, field: string, findError: (value: string) => string | undefined): string[] {
  if (!Array.isArray(values) || values.length === 0) throw invalid(field, 'must be an array with at least one value');
  // Not `map()`, which skips the holes of a sparse array: JSON would have `null` there.
  return Array.from(values, (value: unknown, index) => {
    const detail = typeof value === 'string' ? findError(value) : 'must be a string';
    if (detail) throw invalid(`${field}[${index}]`, detail);
    return value as string;
  });
}

function findCountryError(code: string): string | undefined {
  // `T1` is Cloudflare's code for Tor. `XK` (Kosovo) is in use although ISO has not assigned it.
  if (Object.hasOwn(iso31661Alpha2ToAlpha3, code) || code === 'T1' || code === 'XK') return undefined;
  return 'must be an ISO 3166-1 alpha-2 code in capital letters';
}

function findAddressError(range: string): string | undefined {
  const slash = range.indexOf('/');
  const address = slash < 0 ? range : range.slice(0, slash);
  const prefix = slash < 0 ? '' : range.slice(slash);
  // The lenient parsers also accept `1`, `0x7f.1` and addresses with a zone, which the service does not.
  const isStrict =
    ipaddr.IPv4.isValidFourPartDecimal(address) || (ipaddr.IPv6.isValid(address) && !address.includes('%'));
  if (!isStrict || (prefix && !ipaddr.isValidCIDR(range))) return 'must be an IP address or a CIDR range';
  const parsed = ipaddr.parse(address);
  if (!(parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress())) return undefined;
  // A viewer of IPv4 has an IPv4 address, so that the rule would never match.
  const bits = prefix && `/${Math.max(0, Number(prefix.slice(1)) - 96)}`;
  return `must be written as IPv4: ${bits === '/0' ? '0.0.0.0' : parsed.toIPv4Address().toString()}${bits}`;
}

function checkFlags(flags: unknown): void {
  if (!isObject(flags)) throw invalid('flags', 'must be an object');
  for (const [name, value] of Object.entries(flags as object)) {
    if (name !== 'original') throw invalid(`flags.${name}`, 'is not a flag');
    checkBoolean(value, 'flags.original');
  }
}

function checkBoolean(value: unknown, field: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') throw invalid(field, 'must be true or false');
  return value === true;
}

function finiteNumber(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(field, 'must be a number of seconds');
  return value;
}

/** The samples of the service write fractions, which strict JWT readers reject. */
const wholeSeconds = (value: unknown, field: string): number => Math.floor(finiteNumber(value, field));

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

export const invalid = (field: string, detail: string) => new SignerError('restriction', { field, detail });
