import { allowCountries, blockEverythingElse, importSigningKey, inspectToken, signToken } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import fc from 'fast-check';
import type { Contract } from './support/contract.js';
import { key, now, NOW, VIDEO } from './support/fixtures.js';

const seconds = NOW / 1000;
const CLAIMS = ['sub', 'kid', 'exp', 'nbf', 'downloadable', 'accessRules', 'flags'];
const good = { sub: VIDEO, kid: key.id, exp: seconds + 3600 };

/** What is wrong, the claims, a pattern of the error, and the header if it is wrong. */
const wrong: readonly [what: string, claims: object, sentence: RegExp, header?: object][] = [
  ['the token has expired', { ...good, exp: seconds - 1 }, /has expired/],
  ['the token expires now', { ...good, exp: seconds }, /has expired/],
  ['the token has no expiry', { ...good, exp: undefined }, /no expiry/],
  ['the expiry is not a number', { ...good, exp: 'tomorrow' }, /no expiry/],
  ['the expiry is in milliseconds', { ...good, exp: NOW + 3_600_000 }, /24 hours/],
  ['the token is not valid yet', { ...good, nbf: seconds + 60 }, /not valid yet/],
  ['the token has no subject', { ...good, sub: undefined }, /no video uid/],
  ['the subject is a path', { ...good, sub: `/${VIDEO}/manifest/video.m3u8` }, /no path and no URL/],
  ['the payload has no key id', { ...good, kid: undefined }, /payload has no key/],
  ['the header has no key id', good, /header has no key/, { alg: 'RS256' }],
  ['header and payload have different key ids', { ...good, kid: 'other' }, /different key ids/],
  ['the algorithm is HS256', good, /not RS256/, { alg: 'HS256', kid: key.id }],
  ['the algorithm is none', good, /not RS256/, { alg: 'none', kid: key.id }],
  ['the rules are an object', { ...good, accessRules: {} }, /accessRules/],
  ['there are six rules', { ...good, accessRules: Array(6).fill(blockEverythingElse()) }, /at most 5/],
  ['a rule has an unknown country', { ...good, accessRules: [allowCountries('UK')] }, /country\[0\]/],
];

export const inspectTokens: Contract = {
  ...Object.fromEntries(
    wrong.map(([what, claims, sentence, header]) => [
      `reports an error when ${what}`,
      () => {
        const errors = inspectToken(unsigned(claims, header), NOW)?.errors ?? [];
        expect(errors, JSON.stringify(errors)).toHaveLength(1);
        expect(errors[0]).toMatch(sentence);
      },
    ]),
  ),

  'reports no error for a token of signToken': async () => {
    const accessRules = [allowCountries('GB'), blockEverythingElse()];
    const token = await signToken(await importSigningKey(key.jwk), { sub: VIDEO, expiresIn: 60, accessRules }, { now });
    const inspection = inspectToken(token, NOW);
    expect(inspection).toMatchObject({ remainingLifetime: 60, errors: [], warnings: [] });
    expect(inspection?.claims).toMatchObject({ sub: VIDEO });
  },

  'reads times that are strings, as in tokens of the service': () => {
    const token = unsigned({ ...good, exp: String(seconds + 90.5), nbf: String(seconds - 3600) });
    expect(inspectToken(token, NOW)).toMatchObject({ remainingLifetime: 90.5, errors: [] });
  },

  'reports an allow-list without a closing block as a warning, not as an error': () => {
    const inspection = inspectToken(unsigned({ ...good, accessRules: [allowCountries('GB')] }), NOW);
    expect(inspection?.errors).toStrictEqual([]);
    expect(inspection?.warnings.map(({ warning }) => warning)).toStrictEqual(['open-allow-list']);
  },

  'never throws, for any claims and header': () =>
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...CLAIMS), fc.jsonValue()), fc.jsonValue(), (claims, header) => {
        const inspection = inspectToken(unsigned(claims, { kid: header }), NOW);
        expect(inspection?.errors.length).toBeGreaterThan(0);
      }),
    ),

  'returns null for a string that is not a JWT': () => {
    for (const token of ['', 'x', 'a.b.c', 'eyJhbGciOiJSUzI1NiJ9', btoa('{"sub":"x"}'), `${unsigned(good)}.more`]) {
      expect(inspectToken(token, NOW)).toBe(null);
    }
  },
};

function unsigned(claims: object, header: object = { alg: 'RS256', kid: key.id }): string {
  const part = (value: object) =>
    btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${part(header)}.${part(claims)}.c2lnbmF0dXJl`;
}
