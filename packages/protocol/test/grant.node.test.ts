import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import {
  explainInvalidGrant,
  parseGrant,
  readGrant,
  MAX_WATERMARK_LENGTH,
  readWatermarkText,
} from '@secure-stream/protocol';

const token = 'aaaaaaaa.bbbbbbbb.cccccccc';

test.each([
  ['token and lifetime', { token, expiresIn: 60 }, { token, expiresIn: 60 }],
  ['an expiry in seconds', { token, expiresAt: 1700000000 }, { token, expiresAt: 1700000000 }],
  ['an expiry in ISO 8601', { token, expiresAt: '2023-11-14T22:13:20Z' }, { token, expiresAt: 1700000000 }],
  [
    'numbers as strings',
    { token, expiresIn: '60', expiresAt: '1700000000' },
    { token, expiresIn: 60, expiresAt: 1700000000 },
  ],
  ['null for absent fields', { token, expiresIn: null, expiresAt: null }, { token }],
  ["the service's envelope", { result: { token }, success: true, errors: [], messages: [] }, { token }],
  ['an envelope with a lifetime', { result: { token, expiresIn: 5 } }, { token, expiresIn: 5 }],
])('parseGrant and readGrant accept %s', (_name, body, grant) => {
  expect(parseGrant(JSON.stringify(body))).toEqual(grant);
  expect(readGrant(body)).toEqual(grant);
});

test('parseGrant accepts a bare token, as text and as a JSON string, with surrounding white space', () => {
  expect(parseGrant(` ${token}\n`)).toEqual({ token });
  expect(parseGrant(JSON.stringify(token))).toEqual({ token });
});

test.each([
  ['', 'empty'],
  ['  \n', 'empty'],
  ['<!doctype html><title>Log in</title>', 'html'],
  ['Something broke', 'not json'],
  ['{"token":', 'not json'],
  ['[]', 'no token'],
  ['{}', 'no token'],
  ['{"token":null}', 'not a token'],
  ['{"token":"a b c d e f"}', 'not a token'],
  ['{"token":"../../../etc"}x', 'not json'],
  [JSON.stringify({ token: 'x'.repeat(9000) }), 'not a token'],
  [' '.repeat(65_537), 'more than 65536 characters'],
  [JSON.stringify({ token, expiresIn: 'soon' }), 'not a lifetime'],
  [JSON.stringify({ token, expiresAt: 'tomorrow' }), 'not a lifetime'],
  [
    JSON.stringify({ result: null, success: false, errors: [{ code: 10005, message: 'not found' }] }),
    'refused by the service',
  ],
])('parseGrant rejects %j as %j', (text, invalid) => {
  expect(parseGrant(text)).toBeNull();
  expect(explainInvalidGrant(text)).toBe(invalid);
});

test('parseGrant returns a token that fits one path segment, or there is a word of the closed list, for any text', () => {
  const words = new Set([
    'empty',
    'html',
    'not json',
    'no token',
    'refused by the service',
    'not a token',
    'not a lifetime',
  ]);
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ token: fc.oneof(fc.string(), fc.stringMatching(/^[\w.~=+/-]{8,40}$/)) })
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(text, (response) => {
      const grant = parseGrant(response);
      if (grant === null) expect(words).toContain(explainInvalidGrant(response));
      else
        expect(new URL(encodeURIComponent(grant.token), 'https://host/').pathname).toBe(
          `/${encodeURIComponent(grant.token)}`,
        );
    }),
    FUZZ,
  );
});

test('readWatermarkText returns the text, and cuts one that is too long', () => {
  expect(readWatermarkText({ text: 'ada@example.com', color: 'red' })).toBe('ada@example.com');
  expect(readWatermarkText({ text: 'x'.repeat(MAX_WATERMARK_LENGTH + 1) })).toBe('x'.repeat(MAX_WATERMARK_LENGTH));
});

test.each([undefined, null, 'ada', 7, [], {}, { text: '' }, { text: ' \n' }, { text: 7 }, { text: null }])(
  'readWatermarkText returns null for %j',
  (value) => {
    expect(readWatermarkText(value)).toBe(null);
  },
);

test('parseGrant keeps a watermark, and does not need one', () => {
  const token = 'aaaaaaaa.bbbbbbbb.cccccccc';
  const watermark = { text: 'ada@example.com' };
  expect(parseGrant(JSON.stringify({ token, watermark }))).toEqual({ token, watermark });
  expect(parseGrant(JSON.stringify({ result: { token, watermark } }))).toEqual({ token, watermark });
  for (const none of [null, undefined, '', 0])
    expect(parseGrant(JSON.stringify({ token, watermark: none }))).toEqual({ token });
});
