import {
  allowAddresses,
  allowCountries,
  blockAddresses,
  blockCountries,
  blockEverythingElse,
  checkRestrictions,
  restrictionWarnings,
  SignerError,
  type Restrictions,
} from '@secure-stream/signer';
import { expect } from 'chai';
import type { Contract } from './contract.js';
import { NOW } from './fixtures.js';

const seconds = NOW / 1000;
const rule = blockCountries('US');

/** What is wrong, the restrictions as somebody without a compiler would give them, and the field that the error names. */
const wrong: readonly [what: string, restrictions: unknown, field: string][] = [
  ['no object', 'expiresIn=20', 'restrictions'],
  ['a list', [], 'restrictions'],
  ['a misspelt name', { accessrules: [] }, 'accessrules'],
  ['an expiry in two ways', { exp: seconds + 60, expiresIn: 60 }, 'exp'],
  ['a lifetime of nothing', { expiresIn: 0 }, 'expiresIn'],
  ['a lifetime that ended', { expiresIn: -5 }, 'expiresIn'],
  ['a lifetime that is text', { expiresIn: '3600' }, 'expiresIn'],
  ['a lifetime that is no number', { expiresIn: Number.NaN }, 'expiresIn'],
  ['an endless lifetime', { expiresIn: Number.POSITIVE_INFINITY }, 'expiresIn'],
  ['a lifetime of more than a day', { expiresIn: 86_401 }, 'expiresIn'],
  ['an expiry in milliseconds', { exp: NOW + 60_000 }, 'exp'],
  ['an expiry in the past', { exp: seconds - 1 }, 'exp'],
  ['a date as the expiry', { exp: new Date(NOW) }, 'exp'],
  ['a start after the end', { expiresIn: 60, nbf: seconds + 60 }, 'nbf'],
  ['a start that is text', { nbf: String(seconds) }, 'nbf'],
  ['a download of maybe', { downloadable: 'yes' }, 'downloadable'],
  ['the object of the documentation’s snippet instead of a list', { accessRules: {} }, 'accessRules'],
  ['six rules', { accessRules: [rule, rule, rule, rule, rule, rule] }, 'accessRules'],
  ['a rule that is text', { accessRules: ['GB'] }, 'accessRules[0]'],
  ['a rule of an unknown type', { accessRules: [{ type: 'ip.asn', action: 'block' }] }, 'accessRules[0].type'],
  ['a rule that denies', { accessRules: [{ type: 'any', action: 'deny' }] }, 'accessRules[0].action'],
  ['countries that are text', { accessRules: [{ ...rule, country: 'US' }] }, 'accessRules[0].country'],
  ['no country at all', { accessRules: [rule, allowCountries()] }, 'accessRules[1].country'],
  ['a country of three letters', { accessRules: [allowCountries('GB', 'USA')] }, 'accessRules[0].country[1]'],
  ['the UK, which ISO calls GB', { accessRules: [allowCountries('UK')] }, 'accessRules[0].country[0]'],
  ['a country in small letters', { accessRules: [allowCountries('gb')] }, 'accessRules[0].country[0]'],
  ['a country called constructor', { accessRules: [allowCountries('constructor')] }, 'accessRules[0].country[0]'],
  ['no address at all', { accessRules: [allowAddresses()] }, 'accessRules[0].ip'],
  [
    'an address that is a number',
    { accessRules: [{ type: 'ip.src', action: 'allow', ip: [1] }] },
    'accessRules[0].ip[0]',
  ],
  ['an address of three parts', { accessRules: [allowAddresses('10.0.1')] }, 'accessRules[0].ip[0]'],
  ['an address with a part of 256', { accessRules: [allowAddresses('10.0.1.256')] }, 'accessRules[0].ip[0]'],
  ['an address with an octal part', { accessRules: [allowAddresses('010.0.1.1')] }, 'accessRules[0].ip[0]'],
  ['a range of 33 bits', { accessRules: [allowAddresses('10.0.0.0/33')] }, 'accessRules[0].ip[0]'],
  ['a range of 129 bits', { accessRules: [allowAddresses('2400:cb00::/129')] }, 'accessRules[0].ip[0]'],
  ['a range without bits', { accessRules: [allowAddresses('10.0.0.0/')] }, 'accessRules[0].ip[0]'],
  ['a host name', { accessRules: [blockAddresses('::1', 'example.com')] }, 'accessRules[0].ip[1]'],
  ['an address with a zone', { accessRules: [allowAddresses('fe80::1%eth0')] }, 'accessRules[0].ip[0]'],
  ['flags that are text', { flags: 'original' }, 'flags'],
  ['an unknown flag', { flags: { raw: true } }, 'flags.raw'],
  ['a flag of one', { flags: { original: 1 } }, 'flags.original'],
];

export const restrictions: Contract = {
  ...Object.fromEntries(
    wrong.map(([what, value, field]) => [
      `${what} is an error at ${field}`,
      () => {
        const error = thrownBy(() => checkRestrictions(value as Restrictions, NOW));
        expect(error).to.be.instanceOf(SignerError);
        expect(error).to.include({ reason: 'restriction', field });
      },
    ]),
  ),

  'a token lives an hour unless somebody says otherwise': () => {
    expect(checkRestrictions({}, NOW)).to.deep.equal({ exp: seconds + 3600 });
  },

  'a whole day is allowed, and in the middle of a second it is not exceeded': () => {
    expect(checkRestrictions({ expiresIn: 86_400 }, NOW + 500).exp).to.equal(seconds + 86_400);
  },

  'what is false or empty leaves no trace in the token': () => {
    const checked = checkRestrictions({ downloadable: false, flags: { original: false }, nbf: undefined }, NOW);
    expect(checked).to.deep.equal({ exp: seconds + 3600 });
  },

  'rules lose what the service does not know': () => {
    const accessRules = [{ ...blockEverythingElse(), note: 'for the lawyers' }];
    expect(checkRestrictions({ accessRules }, NOW).accessRules).to.deep.equal([{ type: 'any', action: 'block' }]);
  },

  'Tor, Kosovo, single addresses and ranges of both families are taken': () => {
    const accessRules = [
      blockCountries('T1', 'XK'),
      blockAddresses('93.184.216.34', '2400:cb00::1', '10.0.0.0/8', '::/0'),
    ];
    expect(checkRestrictions({ accessRules }, NOW).accessRules).to.deep.equal(accessRules);
  },

  'five rules are taken': () => {
    expect(checkRestrictions({ accessRules: [rule, rule, rule, rule, rule] }, NOW).accessRules).to.have.length(5);
  },

  'an allow-list that nothing closes is warned of, by the rule that lets in last': () => {
    const warnings = restrictionWarnings({ accessRules: [rule, allowCountries('GB')] });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include({ warning: 'open-allow-list', field: 'accessRules[1]' });
  },

  'a closing block in front of the last allowing rule closes nothing': () => {
    const accessRules = [allowCountries('GB'), blockEverythingElse(), allowCountries('FR')];
    expect(restrictionWarnings({ accessRules }).map(({ field }) => field)).to.deep.equal(['accessRules[2]']);
  },

  'a closed allow-list, a block-list and no list are not warned of': () => {
    expect(restrictionWarnings({ accessRules: [allowCountries('GB'), blockEverythingElse()] })).to.deep.equal([]);
    expect(restrictionWarnings({ accessRules: [rule] })).to.deep.equal([]);
    expect(restrictionWarnings({})).to.deep.equal([]);
  },

  'a rule of one address family is warned of by name': () => {
    const accessRules = [blockAddresses('10.0.0.0/8', '::1'), blockAddresses('2400:cb00::/32')];
    const [warning, ...others] = restrictionWarnings({ accessRules });
    expect(others).to.deep.equal([]);
    expect(warning).to.include({ warning: 'one-address-family', field: 'accessRules[1]' });
    expect(warning?.message).to.contain('IPv6');
  },
};

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
