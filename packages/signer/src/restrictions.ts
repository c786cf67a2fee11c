import type { AccessRule } from '@secure-stream/protocol';
import ipaddr from 'ipaddr.js';
import { iso31661Alpha2ToAlpha3 } from 'iso-3166';
import { SignerError } from './errors.js';

/** What a token may be limited to (documentation: Securing your Stream, "Supported Restrictions"). All of it is checked before anything is signed. */
export interface Restrictions {
  /** Seconds that the token lives. Default 3600, at most 86400. */
  readonly expiresIn?: number | undefined;
  /** Seconds since 1970, at most a day ahead. Instead of `expiresIn`. */
  readonly exp?: number | undefined;
  /** Not before: seconds since 1970. Left out by default, which is what a viewer with a fast server clock needs. */
  readonly nbf?: number | undefined;
  /** Whether the token also opens the MP4 download. Default false. */
  readonly downloadable?: boolean | undefined;
  /** At most five; the first that matches decides, and where none matches the viewer is let in. */
  readonly accessRules?: readonly AccessRule[] | undefined;
  /** `original`: the file as it was uploaded, without the service's transformations. */
  readonly flags?: { readonly original?: boolean | undefined } | undefined;
}

/** The same, checked and in the words of the token. Times are whole seconds since 1970. */
export interface CheckedRestrictions {
  readonly exp: number;
  readonly nbf?: number;
  readonly downloadable?: true;
  readonly accessRules?: readonly AccessRule[];
  readonly flags?: { readonly original: true };
}

/** Something that the service accepts and that is probably not what was meant. */
export interface RestrictionWarning {
  readonly warning: 'open-allow-list' | 'one-address-family';
  /** The rule, such as `accessRules[0]`. */
  readonly field: string;
  readonly message: string;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const MAX_RULES = 5;
const NAMES = new Set(['expiresIn', 'exp', 'nbf', 'downloadable', 'accessRules', 'flags']);

/**
 * Checks restrictions against the service's limits. `now` is milliseconds since 1970.
 * Throws a {@link SignerError} that names the field.
 */
export function checkRestrictions(restrictions: Restrictions, now: number): CheckedRestrictions {
  requireObject(restrictions);
  for (const name of Object.keys(restrictions)) if (!NAMES.has(name)) throw wrong(name, 'there is no such restriction');
  const { nbf, downloadable, accessRules, flags } = restrictions;
  const exp = expiry(restrictions, now);
  if (nbf !== undefined && wholeSeconds(nbf, 'nbf') >= exp) throw wrong('nbf', 'it is not before the expiry');
  if (flags !== undefined) checkFlags(flags);
  return {
    exp,
    ...(nbf === undefined ? {} : { nbf: wholeSeconds(nbf, 'nbf') }),
    ...(flag(downloadable, 'downloadable') ? { downloadable: true } : {}),
    ...(accessRules === undefined ? {} : { accessRules: checkRules(accessRules) }),
    ...(flags?.original ? { flags: { original: true } } : {}),
  };
}

/** Checks what is to hold for many tokens, before there is one: everything but the instants. Throws a {@link SignerError} that names the field. */
export function checkStandingRestrictions(restrictions: Restrictions): void {
  requireObject(restrictions);
  checkRestrictions({ ...restrictions, exp: undefined, nbf: undefined }, 0);
}

/** What is allowed and yet looks like a mistake; a caller decides whether to print it. Takes restrictions that {@link checkRestrictions} accepts. */
export function restrictionWarnings({ accessRules = [] }: Pick<Restrictions, 'accessRules'>): RestrictionWarning[] {
  const warnings: RestrictionWarning[] = [];
  const lastAllow = accessRules.findLastIndex(({ action }) => action === 'allow');
  const closes = accessRules.some(
    ({ type, action }, index) => index > lastAllow && type === 'any' && action === 'block',
  );
  if (lastAllow >= 0 && accessRules[lastAllow]?.type !== 'any' && !closes) {
    const field = `accessRules[${lastAllow}]`;
    const message = `${field} allows some viewers, but no later rule blocks the others, so everybody is let in: add blockEverythingElse().`;
    warnings.push({ warning: 'open-allow-list', field, message });
  }
  for (const [index, rule] of accessRules.entries()) {
    if (rule.type !== 'ip.src') continue;
    const families = new Set(rule.ip.map((range) => (range.includes(':') ? 'IPv6' : 'IPv4')));
    if (families.size > 1) continue;
    const field = `accessRules[${index}]`;
    const message = `${field} names only ${[...families].join()} addresses and never matches a viewer who comes by the other family.`;
    warnings.push({ warning: 'one-address-family', field, message });
  }
  return warnings;
}

function requireObject(restrictions: unknown): void {
  if (!isObject(restrictions)) throw wrong('restrictions', 'they are no object');
}

function expiry({ expiresIn, exp }: Restrictions, now: number): number {
  if (expiresIn !== undefined && exp !== undefined) throw wrong('exp', 'it stands beside expiresIn: give one of them');
  const seconds = now / 1000;
  const field = exp === undefined ? 'expiresIn' : 'exp';
  const lifetime = exp === undefined ? number(expiresIn ?? HOUR, field) : wholeSeconds(exp, field) - seconds;
  if (lifetime <= 0) throw wrong(field, 'the token would be dead on arrival');
  if (lifetime > DAY) throw wrong(field, 'a token lives 24 hours at most');
  // Rounded up, so that a token never dies before the lifetime that its holder was told.
  return exp === undefined ? Math.min(Math.ceil(seconds + lifetime), Math.floor(seconds + DAY)) : Math.floor(exp);
}

function checkRules(rules: readonly AccessRule[]): AccessRule[] {
  if (!Array.isArray(rules)) throw wrong('accessRules', 'it is no list');
  if (rules.length > MAX_RULES) throw wrong('accessRules', `there are more than ${MAX_RULES} rules`);
  return rules.map((rule: AccessRule, index) => checkRule(rule, `accessRules[${index}]`));
}

function checkRule(rule: AccessRule, field: string): AccessRule {
  if (!isObject(rule)) throw wrong(field, 'it is no rule');
  const { type, action } = rule;
  if (action !== 'allow' && action !== 'block') throw wrong(`${field}.action`, 'it is neither allow nor block');
  switch (type) {
    case 'any':
      return { type, action };
    case 'ip.geoip.country':
      return { type, action, country: list(rule.country, `${field}.country`, countryFault) };
    case 'ip.src':
      return { type, action, ip: list(rule.ip, `${field}.ip`, addressFault) };
    default:
      throw wrong(`${field}.type`, 'it is none of any, ip.src and ip.geoip.country');
  }
}

function list(values: unknown, field: string, fault: (value: string) => string | undefined): string[] {
  if (!Array.isArray(values) || values.length === 0) throw wrong(field, 'it is no list of at least one');
  return values.map((value: unknown, index) => {
    const because = typeof value === 'string' ? fault(value) : 'it is no text';
    if (because) throw wrong(`${field}[${index}]`, because);
    return value as string;
  });
}

function countryFault(code: string): string | undefined {
  // `T1` is Cloudflare's own code for Tor, and Kosovo's `XK` is in use without being assigned.
  if (Object.hasOwn(iso31661Alpha2ToAlpha3, code) || code === 'T1' || code === 'XK') return undefined;
  return 'it is no country of ISO 3166-1 alpha-2, in capital letters';
}

function addressFault(range: string): string | undefined {
  const slash = range.indexOf('/');
  const address = slash < 0 ? range : range.slice(0, slash);
  // The lenient parsers also take `1`, `0x7f.1` and addresses with a zone, which the service's rules do not mean.
  const strict =
    ipaddr.IPv4.isValidFourPartDecimal(address) || (ipaddr.IPv6.isValid(address) && !address.includes('%'));
  return strict && (slash < 0 || ipaddr.isValidCIDR(range)) ? undefined : 'it is neither an address nor a CIDR';
}

function checkFlags(flags: unknown): void {
  if (!isObject(flags)) throw wrong('flags', 'it is no object');
  for (const [name, value] of Object.entries(flags as object)) {
    if (name !== 'original') throw wrong(`flags.${name}`, 'there is no such flag');
    flag(value, 'flags.original');
  }
}

function flag(value: unknown, field: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') throw wrong(field, 'it is neither true nor false');
  return value === true;
}

function number(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(field, 'it is no number of seconds');
  return value;
}

/** The service's own samples write fractions, strict readers of JWT reject them. */
const wholeSeconds = (value: unknown, field: string): number => Math.floor(number(value, field));

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (field: string, because: string) => new SignerError('restriction', { field, because });
