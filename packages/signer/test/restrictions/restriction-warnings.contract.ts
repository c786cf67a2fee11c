import {
  allowCountries,
  blockAddresses,
  blockCountries,
  blockEverythingElse,
  findRestrictionWarnings,
} from '@secure-stream/signer';
import { expect } from 'chai';
import type { Contract } from '../support/contract.js';

const rule = blockCountries('US');

export const restrictionWarnings: Contract = {
  'reports an allow-list without a closing block at its last allowing rule': () => {
    const warnings = findRestrictionWarnings({ accessRules: [rule, allowCountries('GB')] });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include({ warning: 'open-allow-list', field: 'accessRules[1]' });
  },

  'ignores a closing block before the last allowing rule': () => {
    const accessRules = [allowCountries('GB'), blockEverythingElse(), allowCountries('FR')];
    expect(findRestrictionWarnings({ accessRules }).map(({ field }) => field)).to.deep.equal(['accessRules[2]']);
  },

  'accepts a closed allow-list, a block-list and no list': () => {
    expect(findRestrictionWarnings({ accessRules: [allowCountries('GB'), blockEverythingElse()] })).to.deep.equal([]);
    expect(findRestrictionWarnings({ accessRules: [rule] })).to.deep.equal([]);
    expect(findRestrictionWarnings({})).to.deep.equal([]);
  },

  'reports a rule with one address family': () => {
    const accessRules = [blockAddresses('10.0.0.0/8', '::1'), blockAddresses('2400:cb00::/32')];
    const [warning, ...others] = findRestrictionWarnings({ accessRules });
    expect(others).to.deep.equal([]);
    expect(warning).to.include({ warning: 'one-address-family', field: 'accessRules[1]' });
    expect(warning?.message).to.contain('IPv6');
  },
};
