import { describe, expect, test } from 'vitest';
import { select } from './select.ts';
import { FAST_STEPS, STEPS } from './steps.ts';
import { listFiles } from './test-files.ts';

const FILES = [
  'packages/element/test/session/machine.node.test.ts',
  'packages/element/test/playback/preload.browser.test.ts',
  'packages/signer/test/key.node.test.ts',
  'packages/react/test/lazy.react.test.ts',
  'stories/Playback.stories.ts',
  'packages/element/src/entries/index.ts',
];

const selected = (...words: string[]) =>
  select(words, STEPS, FILES).map(({ step, files, isWhole }) => [step.name, files.length, isWhole]);

describe('select', () => {
  test('takes every step and test file without words', () => {
    expect(selected().map(([name]) => name)).toEqual(STEPS.map(({ name }) => name));
    expect(select([], STEPS, FILES).flatMap(({ files }) => files)).not.toContain(
      'packages/element/src/entries/index.ts',
    );
  });

  test('takes a step by its name or the part before the colon', () => {
    expect(selected('node')).toEqual([['node', 2, true]]);
    expect(selected('browser')).toEqual([
      ['browser:chromium', 1, true],
      ['browser:firefox', 1, true],
      ['browser:webkit', 1, true],
    ]);
  });

  test('takes what belongs to a package', () => {
    expect(selected('signer')).toEqual([['node', 1, false]]);
    expect(selected('element').map(([name]) => name)).toEqual([
      'node',
      'browser:chromium',
      'browser:firefox',
      'browser:webkit',
    ]);
  });

  test('takes a file and a folder', () => {
    expect(selected(FILES[0]!)).toEqual([['node', 1, false]]);
    expect(selected('packages/element/test/player/')).toHaveLength(3);
    expect(selected('stories')).toEqual([['stories', 1, true]]);
  });

  test('takes a step beside one of its own files', () => {
    expect(selected('signer', 'node', FILES[0]!)).toEqual([['node', 2, true]]);
  });

  test('rejects a word that selects nothing', () => {
    expect(() => selected('node', 'nothing')).toThrow('nothing');
  });

  test('finds test files for every step of the fast loop', () => {
    const empty = select([], FAST_STEPS, listFiles()).filter(({ step, files }) => step.tests && files.length === 0);
    expect(empty.map(({ step }) => step.name)).toEqual([]);
  });
});
