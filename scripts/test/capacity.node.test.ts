import { describe, expect, test } from 'vitest';
import { createIdleMeter, nextCapacity } from './capacity.ts';

describe('nextCapacity', () => {
  const limits = { min: 4, max: 8 };

  test.each([
    ['adds a slot while the machine is idle', 5, 0.6, 6],
    ['keeps what it has while a little is idle', 5, 0.1, 5],
    ['takes a slot away while nothing is idle', 5, 0, 4],
    ['does not exceed the maximum', 8, 1, 8],
    ['does not fall below the minimum', 4, 0, 4],
  ])('%s', (_title, capacity, idleShare, expected) => {
    expect(nextCapacity(capacity, idleShare, limits)).toBe(expected);
  });
});

describe('createIdleMeter', () => {
  test('returns the idle share of all cores since the last call', () => {
    const readings = [
      [{ times: { user: 10, idle: 10 } }, { times: { user: 0, idle: 0 } }],
      [{ times: { user: 14, idle: 16 } }, { times: { user: 6, idle: 4 } }],
      [{ times: { user: 24, idle: 16 } }, { times: { user: 16, idle: 4 } }],
    ];
    const idleShare = createIdleMeter(() => readings.shift() as never);
    expect(idleShare()).toBe(0.5);
    expect(idleShare()).toBe(0);
  });
});
