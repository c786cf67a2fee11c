import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileSamples } from './compile.ts';
import { findHtmlProblems } from './html.ts';
import { listUserPages } from './list-pages.ts';
import { joinSamples, readSamples } from './read-samples.ts';

const root = join(import.meta.dirname, '../..');
const MARKS = ['continues', 'fragment', 'solid'];

const samples = listUserPages(root).flatMap((page) => joinSamples(readSamples(root, page)));
const complete = samples.filter(({ marks }) => !marks.includes('fragment'));
const inLanguages = (...languages: readonly string[]) =>
  complete.filter(({ language }) => languages.includes(language));

describe('the samples of the documentation', () => {
  test('have no marks but those that CONTRIBUTING.md explains', () => {
    expect(
      samples.flatMap(({ marks, place }) =>
        marks.filter((mark) => !MARKS.includes(mark)).map((mark) => `${place} ${mark}`),
      ),
    ).toEqual([]);
  });

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
