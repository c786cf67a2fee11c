import type { Restrictions } from './restrictions.js';

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
