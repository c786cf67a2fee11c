import { describe, expect, test } from 'vitest';
import { memoizeAsync } from '../src/memoize-async.js';

describe('memoizeAsync', () => {
  test('creates a value once, also for simultaneous calls', async () => {
    const cache = new Map<string, Promise<number>>();
    let calls = 0;
    const create = async () => (calls += 1);
    expect(await Promise.all([memoizeAsync(cache, 'a', create), memoizeAsync(cache, 'a', create)])).toEqual([1, 1]);
    expect(await memoizeAsync(cache, 'b', create)).toBe(2);
  });

  test('tries again after a rejection', async () => {
    const cache = new Map<string, Promise<number>>();
    await expect(memoizeAsync(cache, 'a', async () => Promise.reject(new Error('not yet')))).rejects.toThrow('not yet');
    expect(await memoizeAsync(cache, 'a', async () => 7)).toBe(7);
  });
});
