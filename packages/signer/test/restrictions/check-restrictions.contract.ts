import {
  allowAddresses,
  allowCountries,
  blockAddresses,
  blockCountries,
  blockEverythingElse,
  checkRestrictions,
  SignerError,
  type Restrictions,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { NOW } from '../support/fixtures.js';
import { thrownBy } from '../support/thrown-by.js';

const seconds = NOW / 1000;
const rule = blockCountries('US');

/** What is wrong, the restrictions, and the field that the error names. */
const wrong: readonly [what: string, restrictions: unknown, field: string][] = [
  ['a string', 'expiresIn=20', 'restrictions'],
  ['an array', [], 'restrictions'],
  ['an unknown name', { accessrules: [] }, 'accessrules'],
  ['both exp and expiresIn', { exp: seconds + 60, expiresIn: 60 }, 'exp'],
  ...['expiresIn', 'exp', 'nbf', 'downloadable', 'accessRules', 'flags'].map((name): [string, object, string] => [
    `${name} of undefined`,
    { [name]: undefined },
    name,
  ]),
  ['a lifetime of 0', { expiresIn: 0 }, 'expiresIn'],
  ['a negative lifetime', { expiresIn: -5 }, 'expiresIn'],
  ['a lifetime as a string', { expiresIn: '3600' }, 'expiresIn'],
  ['a lifetime of NaN', { expiresIn: Number.NaN }, 'expiresIn'],
  ['an infinite lifetime', { expiresIn: Number.POSITIVE_INFINITY }, 'expiresIn'],
  ['a lifetime of more than 24 hours', { expiresIn: 86_401 }, 'expiresIn'],
  ['an expiry in milliseconds', { exp: NOW + 60_000 }, 'exp'],
  ['an expiry in the past', { exp: seconds - 1 }, 'exp'],
  ['a date as the expiry', { exp: new Date(NOW) }, 'exp'],
  ['a start after the expiry', { expiresIn: 60, nbf: seconds + 60 }, 'nbf'],
  ['a start as a string', { nbf: String(seconds) }, 'nbf'],
  ['a download permission as a string', { downloadable: 'yes' }, 'downloadable'],
  ['rules as an object', { accessRules: {} }, 'accessRules'],
  ['six rules', { accessRules: [rule, rule, rule, rule, rule, rule] }, 'accessRules'],
  ['a rule as a string', { accessRules: ['GB'] }, 'accessRules[0]'],
  ['a rule of an unknown type', { accessRules: [{ type: 'ip.asn', action: 'block' }] }, 'accessRules[0].type'],
  ['a rule with the action deny', { accessRules: [{ type: 'any', action: 'deny' }] }, 'accessRules[0].action'],
  ['countries as a string', { accessRules: [{ ...rule, country: 'US' }] }, 'accessRules[0].country'],
  ['an empty list of countries', { accessRules: [rule, allowCountries()] }, 'accessRules[1].country'],
  ['a country of three letters', { accessRules: [allowCountries('GB', 'USA')] }, 'accessRules[0].country[1]'],
  ['the country UK, which ISO calls GB', { accessRules: [allowCountries('UK')] }, 'accessRules[0].country[0]'],
  ['a country in lower case', { accessRules: [allowCountries('gb')] }, 'accessRules[0].country[0]'],
  ['the country constructor', { accessRules: [allowCountries('constructor')] }, 'accessRules[0].country[0]'],
  ['an empty list of addresses', { accessRules: [allowAddresses()] }, 'accessRules[0].ip'],
  ['an address as a number', { accessRules: [{ type: 'ip.src', action: 'allow', ip: [1] }] }, 'accessRules[0].ip[0]'],
  ['an address of three parts', { accessRules: [allowAddresses('10.0.1')] }, 'accessRules[0].ip[0]'],
  ['an address with a part of 256', { accessRules: [allowAddresses('10.0.1.256')] }, 'accessRules[0].ip[0]'],
  ['an address with an octal part', { accessRules: [allowAddresses('010.0.1.1')] }, 'accessRules[0].ip[0]'],
  ['a range of 33 bits', { accessRules: [allowAddresses('10.0.0.0/33')] }, 'accessRules[0].ip[0]'],
  ['a range of 129 bits', { accessRules: [allowAddresses('2400:cb00::/129')] }, 'accessRules[0].ip[0]'],
  ['a range without a prefix length', { accessRules: [allowAddresses('10.0.0.0/')] }, 'accessRules[0].ip[0]'],
  ['an array of rules with a hole', { accessRules: Object.assign([], { 1: rule }) }, 'accessRules[0]'],
  ['a list of countries with a hole', { accessRules: [{ ...rule, country: Object.assign(['US'], { 2: 'GB' }) }] }, 'accessRules[0].country[1]'], // prettier-ignore
  ['a host name', { accessRules: [blockAddresses('::1', 'example.com')] }, 'accessRules[0].ip[1]'],
  ['an address with a zone', { accessRules: [allowAddresses('fe80::1%eth0')] }, 'accessRules[0].ip[0]'],
  ['flags as a string', { flags: 'original' }, 'flags'],
  ['an unknown flag', { flags: { raw: true } }, 'flags.raw'],
  ['a flag of 1', { flags: { original: 1 } }, 'flags.original'],
];

/** IPv4 addresses in the form of IPv6, and the end of the error's sentence. */
const mapped: readonly [range: string, detail: string][] = [
  ['::ffff:192.0.2.1', 'must be written as IPv4: 192.0.2.1'],
  ['::FFFF:c000:0201', 'must be written as IPv4: 192.0.2.1'],
  ['0:0:0:0:0:ffff:192.0.2.0/120', 'must be written as IPv4: 192.0.2.0/24'],
  ['::ffff:0:0/96', 'must be written as IPv4: 0.0.0.0/0'],
  ['::ffff:192.0.2.1/90', 'must be written as IPv4: 0.0.0.0/0'],
];

export const restrictions: Contract = {
  ...Object.fromEntries(
    wrong.map(([what, value, field]) => [
      `rejects ${what} and names ${field}`,
      () => {
        const error = thrownBy(() => checkRestrictions(value as Restrictions, NOW));
        expect(error).toBeInstanceOf(SignerError);
        expect(error).toMatchObject({ reason: 'restriction', field });
      },
    ]),
  ),

  ...Object.fromEntries(
    mapped.map(([range, detail]) => [
      `rejects the mapped address ${range}, which no viewer has, and says what to write`,
      () => {
        const error = thrownBy(() => checkRestrictions({ accessRules: [blockAddresses(range)] }, NOW));
        expect((error as Error).message).toBe(`A restriction is invalid: accessRules[0].ip[0] ${detail}.`);
      },
    ]),
  ),

  'sets an expiry of one hour by default': () => {
    expect(checkRestrictions({}, NOW)).toStrictEqual({ exp: seconds + 3600 });
  },

  'accepts 24 hours and does not exceed them within a second': () => {
    expect(checkRestrictions({ expiresIn: 86_400 }, NOW + 500).exp).toBe(seconds + 86_400);
  },

  'omits false and empty values from the claims': () => {
    const checked = checkRestrictions({ downloadable: false, flags: { original: false } }, NOW);
    expect(checked).toStrictEqual({ exp: seconds + 3600 });
  },

  'removes unknown fields from rules': () => {
    const accessRules = [{ ...blockEverythingElse(), note: 'unknown' }];
    expect(checkRestrictions({ accessRules }, NOW).accessRules).toStrictEqual([{ type: 'any', action: 'block' }]);
  },

  'accepts Tor, Kosovo, single addresses and ranges of both families': () => {
    const accessRules = [
      blockCountries('T1', 'XK'),
      blockAddresses('93.184.216.34', '2400:cb00::1', '10.0.0.0/8', '::/0'),
    ];
    expect(checkRestrictions({ accessRules }, NOW).accessRules).toStrictEqual(accessRules);
  },

  'accepts five rules': () => {
    expect(checkRestrictions({ accessRules: [rule, rule, rule, rule, rule] }, NOW).accessRules).toHaveLength(5);
  },
};
