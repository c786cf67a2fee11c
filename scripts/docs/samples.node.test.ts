import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileSamples } from './compile-samples.ts';
import { findHtmlProblems } from './check-html.ts';
import { joinSamples, listUserPages, readSamples } from './samples.ts';

const root = join(import.meta.dirname, '../..');

const samples = listUserPages(root).flatMap((page) => joinSamples(readSamples(root, page)));
const complete = samples.filter(({ marks }) => !marks.includes('fragment'));
const inLanguages = (...languages: readonly string[]) =>
  complete.filter(({ language }) => languages.includes(language));

describe('the samples of the documentation', () => {
  test('in TypeScript and JavaScript compile against the packages', () => {
    const compiled = inLanguages('ts', 'tsx', 'js');
    expect(compiled.length).toBeGreaterThan(40);
    expect(compileSamples(root, compiled)).toEqual([]);
  });

  test('in HTML are well formed, and name attributes and slots that exist', () => {
    const html = inLanguages('html');
    expect(html.length).toBeGreaterThan(15);
    expect(html.flatMap(findHtmlProblems)).toEqual([]);
  });
});
