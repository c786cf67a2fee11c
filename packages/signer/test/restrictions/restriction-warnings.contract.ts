import {
  allowCountries,
  blockAddresses,
  blockCountries,
  blockEverythingElse,
  findRestrictionWarnings,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';

const rule = blockCountries('US');

export const restrictionWarnings: Contract = {
  'reports an allow-list without a closing block at its last allowing rule': () => {
    const warnings = findRestrictionWarnings({ accessRules: [rule, allowCountries('GB')] });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ warning: 'open-allow-list', field: 'accessRules[1]' });
  },

  'ignores a closing block before the last allowing rule': () => {
    const accessRules = [allowCountries('GB'), blockEverythingElse(), allowCountries('FR')];
    expect(findRestrictionWarnings({ accessRules }).map(({ field }) => field)).toStrictEqual(['accessRules[2]']);
  },

  'accepts a closed allow-list, a block-list and no list': () => {
    expect(findRestrictionWarnings({ accessRules: [allowCountries('GB'), blockEverythingElse()] })).toStrictEqual([]);
    expect(findRestrictionWarnings({ accessRules: [rule] })).toStrictEqual([]);
    expect(findRestrictionWarnings({})).toStrictEqual([]);
  },

  'reports a rule with one address family': () => {
    const accessRules = [blockAddresses('10.0.0.0/8', '::1'), blockAddresses('2400:cb00::/32')];
    const [warning, ...others] = findRestrictionWarnings({ accessRules });
    expect(others).toStrictEqual([]);
    expect(warning).toMatchObject({ warning: 'one-address-family', field: 'accessRules[1]' });
    expect(warning?.message).toContain('IPv6');
  },
};
