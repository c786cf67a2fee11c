import { describe, expect, test } from 'vitest';
import { groupFiles } from './browser-jobs.ts';

describe('groupFiles', () => {
  test('puts short files together and leaves a long one to itself, longest group first', () => {
    const durations = { 'step a': 10, 'step b': 200, 'step c': 30, 'step d': 45 };
    expect(groupFiles('step', ['a', 'b', 'c', 'd'], durations)).toEqual([
      { files: ['b'], seconds: 200 },
      { files: ['d', 'a'], seconds: 55 },
      { files: ['c'], seconds: 30 },
    ]);
  });

  test('keeps every file exactly once, recorded or not', () => {
    const files = Array.from({ length: 50 }, (_, index) => `file ${index}`);
    const groups = groupFiles('step', files, { 'step file 3': 90 });
    expect(groups.flatMap((group) => group.files).toSorted()).toEqual(files.toSorted());
  });
});
