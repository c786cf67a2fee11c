import { expect, test } from 'vitest';
import { errorFromManifestStatus, isTokenRejection, rejectedTwice } from '../../src/engines/origin-errors.js';

test.each([
  [204, 'not-live'],
  [404, 'not-found'],
  [410, 'not-found'],
  [424, 'not-ready'],
] as const)('errorFromManifestStatus returns for %i the error %s', (status, reason) => {
  expect(errorFromManifestStatus(status)?.reason).toBe(reason);
});

test.each([200, 401, 403, 500, 503])('errorFromManifestStatus returns null for %i', (status) => {
  expect(errorFromManifestStatus(status)).toBe(null);
});

test('isTokenRejection is true for 401 and 403 only', () => {
  expect([200, 400, 401, 403, 404, 429].filter(isTokenRejection)).toEqual([401, 403]);
});

test('rejectedTwice names the status', () => {
  expect(rejectedTwice(403)).toMatchObject({ reason: 'token-rejected', detail: expect.stringContaining('403') });
});
