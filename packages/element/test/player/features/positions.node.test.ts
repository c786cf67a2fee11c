import { describe, expect, test } from 'vitest';
import { createEntry } from '../../../src/player/features/entry.js';
import { createPositions } from '../../../src/player/features/positions.js';

function createStorage(values: Record<string, string> = {}) {
  return {
    values,
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => void (values[key] = value),
  };
}

describe('positions', () => {
  test('are stored by video in one entry', () => {
    const storage = createStorage();
    const positions = createPositions(createEntry('key', () => storage));
    positions.set('a', 20);
    positions.set('b', 30);
    positions.set('a', 25);
    expect([positions.get('a'), positions.get('b'), positions.get('c')]).toEqual([25, 30, undefined]);
    positions.delete('b');
    expect(positions.get('b')).toBe(undefined);
    expect(Object.keys(storage.values)).toEqual(['key']);
  });

  test('are those of the last 50 videos', () => {
    const storage = createStorage();
    const positions = createPositions(createEntry('key', () => storage));
    for (let index = 0; index < 50; index += 1) positions.set(`v${index}`, 20);
    positions.set('v0', 21);
    positions.set('v50', 20);
    expect(JSON.parse(storage.values['key']!)).toHaveLength(50);
    expect([positions.get('v0'), positions.get('v1'), positions.get('v50')]).toEqual([21, undefined, 20]);
  });

  test.each(['', '{', 'null', '{}', '[1, null, ["a"], ["a", "20"], [1, 2]]'])(
    'survive the damaged entry %s',
    (text) => {
      const storage = createStorage({ key: text });
      const positions = createPositions(createEntry('key', () => storage));
      expect(positions.get('a')).toBe(undefined);
      positions.set('a', 20);
      expect(storage.values['key']).toBe('[["a",20]]');
    },
  );

  test('are not stored where storage is forbidden or full', () => {
    const forbid = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const getStorage of [forbid, () => ({ ...createStorage(), setItem: forbid })]) {
      const positions = createPositions(createEntry('key', getStorage));
      positions.set('a', 20);
      positions.delete('a');
      expect(positions.get('a')).toBe(undefined);
    }
  });
});
