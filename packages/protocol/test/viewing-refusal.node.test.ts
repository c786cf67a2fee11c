import { expect, test } from 'vitest';
import { parseViewingRefusal } from '@secure-stream/protocol';

test.each([
  ['a limit with devices', { reason: 'viewing-limit', limit: 2, devices: ['TV', 'Phone'] }],
  ['a limit without devices', { reason: 'viewing-limit', limit: 1 }],
  ['a displacement', { reason: 'displaced' }],
  ['a revocation', { reason: 'revoked' }],
])('parseViewingRefusal reads %s from problem+json', (_what, refusal) => {
  const body = { type: 'about:blank', title: 'Forbidden', status: 403, ...refusal };
  expect(parseViewingRefusal(JSON.stringify(body))).toEqual(refusal);
});

test.each(['', '<html>', 'null', '7', '"revoked"', '[]', '{"status":403}', '{"reason":"other"}', '{"reason":{}}'])(
  'parseViewingRefusal returns null for %j',
  (text) => expect(parseViewingRefusal(text)).toBeNull(),
);

test('parseViewingRefusal drops fields of another type', () => {
  expect(parseViewingRefusal('{"reason":"viewing-limit","limit":"2","devices":["TV",7]}')).toEqual({
    reason: 'viewing-limit',
    devices: ['TV'],
  });
});
