export { allowAddresses, allowCountries, blockAddresses, blockCountries, blockEverythingElse } from './access-rules.js';
export { checkDefaultRestrictions, checkRestrictions } from './check-restrictions.js';
export { mergeRestrictions, type RestrictionOverrides } from './merge-restrictions.js';
export { findRestrictionWarnings, type RestrictionWarning } from './restriction-warnings.js';
export { RESTRICTION_NAMES, type CheckedRestrictions, type Restrictions } from './restrictions.js';
