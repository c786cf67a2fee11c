import { expect, test } from 'vitest';
import { errorFromManifestStatus } from '../../src/engines/origin-errors.js';

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
