import { allowCountries, blockEverythingElse, importSigningKey, inspectToken, signToken } from '@secure-stream/signer';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Contract } from './contract.js';
import { key, now, NOW, VIDEO } from './fixtures.js';

const seconds = NOW / 1000;
const CLAIMS = ['sub', 'kid', 'exp', 'nbf', 'downloadable', 'accessRules', 'flags'];
const good = { sub: VIDEO, kid: key.id, exp: seconds + 3600 };

/** What is wrong, the claims (and the header, where it is wrong), and words of the sentence that says so. */
const wrong: readonly [what: string, claims: object, sentence: RegExp, header?: object][] = [
  ['it has died', { ...good, exp: seconds - 1 }, /has expired/],
  ['it dies this second', { ...good, exp: seconds }, /has expired/],
  ['it never dies', { ...good, exp: undefined }, /when it expires/],
  ['its expiry is no number', { ...good, exp: 'tomorrow' }, /when it expires/],
  ['it lives in milliseconds', { ...good, exp: NOW + 3_600_000 }, /24 hours/],
  ['it is not valid yet', { ...good, nbf: seconds + 60 }, /not valid yet/],
  ['it names no video', { ...good, sub: undefined }, /names no video/],
  ['it names a path', { ...good, sub: `/${VIDEO}/manifest/video.m3u8` }, /no path and no address/],
  ['the payload names no key', { ...good, kid: undefined }, /payload names no key/],
  ['the header names no key', good, /header names no key/, { alg: 'RS256' }],
  ['header and payload name different keys', { ...good, kid: 'other' }, /different keys/],
  ['it is signed with a shared secret', good, /not RS256/, { alg: 'HS256', kid: key.id }],
  ['it is not signed', good, /not RS256/, { alg: 'none', kid: key.id }],
  ['its rules are an object', { ...good, accessRules: {} }, /accessRules/],
  ['it has six rules', { ...good, accessRules: Array(6).fill(blockEverythingElse()) }, /more than 5/],
  ['a rule has a country that is none', { ...good, accessRules: [allowCountries('UK')] }, /country\[0\]/],
];

export const inspecting: Contract = {
  ...Object.fromEntries(
    wrong.map(([what, claims, sentence, header]) => [
      `a token is faulty when ${what}`,
      () => {
        const faults = inspectToken(unsigned(claims, header), NOW)?.faults ?? [];
        expect(faults, JSON.stringify(faults)).to.have.length(1);
        expect(faults[0]).to.match(sentence);
      },
    ]),
  ),

  'a token that we sign is faultless': async () => {
    const accessRules = [allowCountries('GB'), blockEverythingElse()];
    const token = await signToken(await importSigningKey(key.jwk), { sub: VIDEO, expiresIn: 60, accessRules }, { now });
    const inspection = inspectToken(token, NOW);
    expect(inspection).to.deep.include({ lifeLeft: 60, faults: [], warnings: [] });
    expect(inspection?.claims).to.include({ sub: VIDEO });
  },

  'the times of the service’s own tokens, which are text, are read': () => {
    const token = unsigned({ ...good, exp: String(seconds + 90.5), nbf: String(seconds - 3600) });
    expect(inspectToken(token, NOW)).to.deep.include({ lifeLeft: 90.5, faults: [] });
  },

  'an allow-list that nothing closes is a warning and no fault': () => {
    const inspection = inspectToken(unsigned({ ...good, accessRules: [allowCountries('GB')] }), NOW);
    expect(inspection?.faults).to.deep.equal([]);
    expect(inspection?.warnings.map(({ warning }) => warning)).to.deep.equal(['open-allow-list']);
  },

  'whatever a token claims, it is read without a fault of ours': () =>
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...CLAIMS), fc.jsonValue()), fc.jsonValue(), (claims, header) => {
        const inspection = inspectToken(unsigned(claims, { kid: header }), NOW);
        expect(inspection?.faults.length).to.be.above(0);
      }),
    ),

  'what is no JWT is said to be none': () => {
    for (const token of ['', 'x', 'a.b.c', 'eyJhbGciOiJSUzI1NiJ9', btoa('{"sub":"x"}'), `${unsigned(good)}.more`]) {
      expect(inspectToken(token, NOW)).to.equal(null);
    }
  },
};

function unsigned(claims: object, header: object = { alg: 'RS256', kid: key.id }): string {
  const part = (value: object) =>
    btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${part(header)}.${part(claims)}.c2lnbmF0dXJl`;
}
