import { checkShape, invalid } from './check-restrictions.js';
import { RESTRICTION_NAMES, type Restrictions } from './restrictions.js';

/** The restrictions of one token. They can only narrow the defaults, except for the fields that `override` names. */
export interface RestrictionOverrides extends Restrictions {
  /**
   * The defaults that do not apply to this token, such as `['accessRules']`. The field then has the value given here, or none.
   * `'expiresIn'` and `'exp'` both name the expiry.
   */
  readonly override?: readonly (keyof Restrictions)[];
}

/**
 * Merges the default restrictions of an endpoint with those of one token. Where both set a field the stricter value applies.
 * Throws if there is no stricter value: two different lists of rules, without `override`. `now` is milliseconds since 1970.
 */
export function mergeRestrictions(defaults: Restrictions, overrides: RestrictionOverrides, now: number): Restrictions {
  checkShape(overrides, [...RESTRICTION_NAMES, 'override']);
  const { override = [], ...own } = overrides;
  const base = dropOverridden(defaults, override);
  const merged = {
    ...mergeExpiry(base, own, now),
    nbf: stricter(base.nbf, own.nbf, Math.max),
    downloadable: stricter(base.downloadable, own.downloadable, bothTrue),
    accessRules: mergeRules(base.accessRules, own.accessRules),
    flags: mergeFlags(base.flags, own.flags),
  };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}

function dropOverridden(defaults: Restrictions, override: RestrictionOverrides['override']): Restrictions {
  if (!Array.isArray(override)) throw invalid('override', 'must be an array of restrictions');
  const dropped = new Set<string>(override as string[]);
  for (const name of dropped) {
    if (!RESTRICTION_NAMES.includes(name as keyof Restrictions))
      throw invalid('override', 'must name restrictions only');
  }
  if (dropped.has('expiresIn') || dropped.has('exp')) dropped.add('expiresIn').add('exp');
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !dropped.has(name)));
}

/** The earlier expiry, in the form in which it was given. */
function mergeExpiry(base: Restrictions, own: Restrictions, now: number) {
  if (own.expiresIn !== undefined && own.exp !== undefined) throw invalid('exp', 'cannot be combined with expiresIn');
  const [ours, theirs] = [expiryOf(own, now), expiryOf(base, now)];
  const { expiresIn, exp } = ours === undefined || (theirs !== undefined && theirs <= ours) ? base : own;
  // A value of the wrong type is never the stricter one: the check before signing has to see it.
  return Number.isNaN(ours) ? { expiresIn: own.expiresIn, exp: own.exp } : { expiresIn, exp };
}

function expiryOf({ expiresIn, exp }: Restrictions, now: number): number | undefined {
  const value: unknown = exp ?? expiresIn;
  if (value === undefined) return undefined;
  if (typeof value !== 'number') return NaN;
  // Rounded as when the token is signed.
  return exp === undefined ? Math.ceil(now / 1000 + value) : Math.floor(value);
}

function mergeRules(base: Restrictions['accessRules'], own: Restrictions['accessRules']): Restrictions['accessRules'] {
  if (base === undefined || own === undefined || JSON.stringify(base) === JSON.stringify(own)) return own ?? base;
  throw invalid('accessRules', "are set by the endpoint already: add override: ['accessRules'] to replace them");
}

function mergeFlags(base: Restrictions['flags'], own: Restrictions['flags']): Restrictions['flags'] {
  if (base === undefined || own === undefined || typeof own !== 'object') return own ?? base;
  return { ...own, original: stricter(base.original, own.original, bothTrue) };
}

function stricter<Value>(
  base: Value | undefined,
  own: Value | undefined,
  choose: (base: Value, own: Value) => Value,
): Value | undefined {
  return base === undefined || own === undefined || typeof base !== typeof own ? (own ?? base) : choose(base, own);
}

const bothTrue = (base: boolean, own: boolean): boolean => base && own;
