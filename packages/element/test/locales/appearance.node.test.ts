import { describe, expect, test } from 'vitest';
import { APPEARANCE_TEXTS, loadTexts } from '../../src/locales/languages.js';
import { en } from '../../src/locales/en/appearance.js';
import { findTranslationProblems } from '../support/translation-problems.js';

describe('the texts of the dialog for captions', () => {
  test.each(Object.keys(APPEARANCE_TEXTS))('lack nothing in %s', async (name) => {
    const { lang, ...texts } = (await loadTexts(APPEARANCE_TEXTS, `${name}-XX`))!;
    expect(lang).toBe(name);
    const { lang: _lang, ...originals } = en;
    expect(findTranslationProblems(texts, originals)).toEqual([]);
    for (const group of [texts.choices, texts.colors, texts.edges, texts.fonts])
      expect(new Set(Object.values(group)).size).toBe(Object.keys(group).length);
  });
});
