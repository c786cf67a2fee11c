import { describe, expect, test } from 'vitest';
import { groupFiles } from './browser-jobs.ts';

describe('groupFiles', () => {
  test('puts a quarter of what is left into each group, and at least 100 seconds', () => {
    const durations = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`step ${index}`, 10]));
    const files = Object.keys(durations).map((key) => key.slice('step '.length));
    const lengths = groupFiles('step', files, durations).map(({ seconds }) => seconds);
    expect(lengths).toEqual([200, 150, 110, 100, 100, 100, 40]);
  });

  test('leaves a file that is longer than its share to itself', () => {
    const durations = { 'step a': 10, 'step b': 200, 'step c': 30, 'step d': 45 };
    expect(groupFiles('step', ['a', 'b', 'c', 'd'], durations)).toEqual([
      { files: ['b'], seconds: 200 },
      { files: ['d', 'c', 'a'], seconds: 85 },
    ]);
  });

  test('keeps every file exactly once, recorded or not', () => {
    const files = Array.from({ length: 50 }, (_, index) => `file ${index}`);
    const groups = groupFiles('step', files, { 'step file 3': 90 });
    expect(groups.flatMap((group) => group.files).toSorted()).toEqual(files.toSorted());
  });
});
