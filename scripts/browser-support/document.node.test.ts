import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FileCount } from '../test/counts.ts';
import { renderResults, renderStated, replaceSection } from './document.ts';
import { readStatedVersions } from './stated-versions.ts';

const page = readFileSync(new URL('../../docs/browsers.md', import.meta.url), 'utf8');

describe('docs/browsers.md', () => {
  test('has the stated versions: npm run browsers', () => {
    expect(replaceSection(page, 'stated', renderStated(readStatedVersions()))).toBe(page);
  });

  test('has a section for results', () => {
    expect(replaceSection(page, 'results', 'changed')).toContain(
      'npm run browsers -->\n\nchanged\n\n<!-- /results -->',
    );
  });
});

describe('renderResults', () => {
  const count = (file: string, skipped: readonly string[] = []): FileCount => ({
    file,
    seconds: 1,
    passed: 2,
    failed: 0,
    skipped,
    failures: [],
  });
  const step = (name: string, files: readonly FileCount[]) => ({
    name,
    wallSeconds: 1,
    processSeconds: 1,
    passed: 4,
    failed: 0,
    files,
    skipped: files.flatMap(({ skipped }) => skipped),
  });
  const run = {
    seconds: 3,
    browserVersions: { chromium: 'Chromium 156.0', firefox: 'Firefox 153.8' },
    steps: [
      step('browser:chromium', [count('a'), count('b')]),
      step('browser:firefox', [count('a'), count('b', ['not there'])]),
      step('browser:webkit', [count('a'), count('b')]),
    ],
  };

  test('has a row for each browser, with its version if it is known', () => {
    expect(renderResults(run, () => ['a', 'b']).split('\n')).toEqual([
      '| browser        | passed | failed | skipped |',
      '| -------------- | ------ | ------ | ------- |',
      '| Chromium 156.0 | 4      | 0      | 0       |',
      '| Firefox 153.8  | 4      | 0      | 1       |',
      '| webkit         | 4      | 0      | 0       |',
    ]);
  });

  test('rejects a run of some files, or of some browsers', () => {
    expect(() => renderResults(run, () => ['a', 'b', 'c'])).toThrow('no result of c in chromium');
    expect(() => renderResults({ ...run, steps: run.steps.slice(0, 2) }, () => ['a'])).toThrow(
      'no result of a in webkit',
    );
  });
});
