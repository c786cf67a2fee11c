import { describe, expect, test } from 'vitest';
import { loadTexts, TRANSCRIPT_TEXTS } from '../../src/locales/languages.js';
import { en } from '../../src/locales/en/transcript.js';
import { findTranslationProblems } from '../support/translation-problems.js';

describe('the texts of <secure-stream-transcript>', () => {
  test.each(Object.keys(TRANSCRIPT_TEXTS))('lack nothing in %s, and keep the placeholders', async (name) => {
    const messages = await loadTexts(TRANSCRIPT_TEXTS, `${name}-XX`);
    const { lang, dir, ...texts } = messages!;
    expect([lang, dir]).toEqual([name, ['ar', 'he'].includes(name) ? 'rtl' : 'ltr']);
    const { lang: _lang, dir: _dir, ...originals } = en;
    expect(findTranslationProblems(texts, originals)).toEqual([]);
    expect(new Set(Object.values(texts)).size).toBe(Object.keys(originals).length);
  });

  test('are unknown in an unknown language', async () => {
    expect(await loadTexts(TRANSCRIPT_TEXTS, 'tlh')).toBe(undefined);
  });
});
