import { memoryStore, SignerError } from '@secure-stream/signer';
import { describe, expect, test } from 'vitest';
import { testProgress } from '../progress/progress-suite.js';
import { acquireRequest, testStore } from './store-suite.js';

const store = memoryStore();
describe('memoryStore', () => {
  testStore(() => store);
  testProgress(() => store);
});

test('memoryStore deletes expired viewers, so that its memory is bounded by the active ones', async () => {
  let now = 0;
  const bounded = memoryStore({ maxViewers: 100, now: () => now });
  for (let index = 0; index < 10_000; index += 1) {
    now += 1;
    await bounded.acquire(`viewer-${index}`, acquireRequest('a', { duration: 50 }));
  }
});

test('memoryStore fails for a new viewer when it is full, but renews the leases that it has', async () => {
  const bounded = memoryStore({ maxViewers: 2 });
  await bounded.acquire('one', acquireRequest('a'));
  await bounded.acquire('two', acquireRequest('b'));
  await expect(bounded.acquire('three', acquireRequest('c'))).rejects.toThrow(SignerError);
  expect(await bounded.acquire('one', acquireRequest('a'))).toEqual({ outcome: 'renewed' });
  await bounded.release('two', 'b', false);
  expect(await bounded.acquire('three', acquireRequest('c'))).toMatchObject({ outcome: 'started' });
});
