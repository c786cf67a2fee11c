import { describe, expect, test } from 'vitest';
import { APPEARANCE_LANGUAGES, loadAppearanceMessages } from '../../src/translations/appearance/languages.js';
import { en } from '../../src/translations/appearance/messages.js';
import { findTranslationProblems } from '../support/translation-problems.js';

describe('the texts of the dialog for captions', () => {
  test.each(Object.keys(APPEARANCE_LANGUAGES))('lack nothing in %s', async (name) => {
    const { lang, ...texts } = (await loadAppearanceMessages(`${name}-XX`))!;
    expect(lang).toBe(name);
    const { lang: _lang, ...originals } = en;
    expect(findTranslationProblems(texts, originals)).toEqual([]);
    for (const group of [texts.choices, texts.colors, texts.edges, texts.fonts])
      expect(new Set(Object.values(group)).size).toBe(Object.keys(group).length);
  });
});
