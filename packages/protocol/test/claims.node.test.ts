import fc from 'fast-check';
import { decodeJwt, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { readClaims } from '@secure-stream/protocol';
import { FUZZ } from '@secure-stream/test-server/fuzz';

/** A token that the service's `/token` returned in 2021. */
const SAMPLE =
  'eyJhbGciOiJSUzI1NiIsImtpZCI6ImNkYzkzNTk4MmY4MDc1ZjJlZjk2MTA2ZDg1ZmNkODM4In0.eyJraWQiOiJjZGM5MzU5ODJmODA3NWYyZWY5NjEwNmQ4NWZjZDgzOCIsImV4cCI6IjE2MjE4ODk2NTciLCJuYmYiOiIxNjIxODgyNDU3In0.iHGMvwOh2-SuqUG7kp2GeLXyKvMavP-I2rYCni9odNwms7imW429bM2tKs3G9INms8gSc7fzm8hNEYWOhGHWRBaaCs3U9H4DRWaFOvn0sJWLBitGuF_YaZM5O6fqJPTAwhgFKdikyk9zVzHrIJ0PfBL0NsTgwDxLkJjEAEULQJpiQU1DNm0w5ctasdbw77YtDwdZ01g924Dm6jIsWolW0Ic0AevCLyVdg501Ki9hSF7kYST0egcll47jmoMMni7ujQCJI1XEAOas32DdjnMvU8vXrYbaHk1m1oXlm319rDYghOHed9kr293KM7ivtZNlhYceSzOpyAmqNFS7mearyQ';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (payload: unknown, header: unknown = { alg: 'RS256' }) =>
  `${encode(header)}.${encode(payload)}.c2lnbmF0dXJl`;

test('readClaims reads a token of the service, which has times as strings and no subject', () => {
  expect(readClaims(SAMPLE)).toEqual({
    kid: 'cdc935982f8075f2ef96106d85fcd838',
    exp: 1621889657,
    nbf: 1621882457,
  });
});

test.each([
  ['a number', 1700000000, 1700000000],
  ['a string', '1700000000', 1700000000],
  ['a float', 1700000000.5, 1700000000.5],
  ['a float in a string', '1.7e9', 1700000000],
  ['an empty string', '', undefined],
  ['a word', 'tomorrow', undefined],
  ['null', null, undefined],
  ['an object', {}, undefined],
])('readClaims returns an expiry that is %s as a number or not at all', (_kind, exp, expected) => {
  expect(readClaims(unsigned({ sub: 'video', exp, nbf: exp }))).toEqual({
    sub: 'video',
    ...(expected === undefined ? {} : { exp: expected, nbf: expected }),
  });
});

test('readClaims takes the key id from the header when the payload has none', () => {
  expect(readClaims(unsigned({}, { alg: 'RS256', kid: 'abc' }))?.kid).toBe('abc');
});

test('readClaims decodes non-ASCII text from base64url without padding', () => {
  for (const sub of ['a', 'ab', 'abc', 'naïve ☕'])
    expect(readClaims(unsigned({ sub }))?.sub, `${sub.length} characters`).toBe(sub);
});

test('readClaims returns access rules and the download permission unchanged', () => {
  const accessRules = [{ type: 'any', action: 'block' }];
  expect(readClaims(unsigned({ downloadable: true, accessRules }))).toEqual({ downloadable: true, accessRules });
});

test.each([
  '',
  'opaque',
  'a.b',
  'a.b.c',
  'eyJhIjoxfQ==',
  `${encode({})}.${encode([1])}.x`,
  `${encode({})}.bm90IGpzb24.x`,
])('readClaims returns null for %j', (token) => expect(readClaims(token)).toBeNull());

test('readClaims returns for any payload what jose returns', () => {
  const payload = fc.record({
    sub: fc.string({ unit: 'grapheme' }),
    kid: fc.string(),
    exp: fc.integer(),
    nbf: fc.integer(),
  });
  fc.assert(
    fc.property(payload, (claims) => {
      const token = `${new UnsecuredJWT(claims).encode()}c2lnbmF0dXJl`;
      expect(readClaims(token)).toEqual(decodeJwt(token));
    }),
  );
});

test('readClaims returns null for whatever jose refuses to decode', () => {
  const part = fc.oneof(
    fc.base64String(),
    fc.string(),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const token = parts.join('.');
      try {
        decodeJwt(token);
      } catch {
        expect(readClaims(token)).toBeNull();
      }
    }),
    FUZZ,
  );
});
