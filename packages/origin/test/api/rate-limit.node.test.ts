import { expect, test } from 'vitest';
import { createRateLimiter } from '../../src/api/credentials.ts';

test('createRateLimiter throws above the limit of a caller, until the window ends', () => {
  let now = 0;
  const limit = createRateLimiter({ requests: 2, seconds: 10 }, () => now);
  limit('one');
  limit('one');
  now = 4000;
  expect(() => limit('one')).toThrow();
  expect(() => limit('two')).not.toThrow();
  now = 10_000;
  expect(() => limit('one')).not.toThrow();
});
