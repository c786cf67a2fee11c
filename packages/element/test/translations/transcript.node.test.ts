import { describe, expect, test } from 'vitest';
import { loadTranscriptMessages, TRANSCRIPT_LANGUAGES } from '../../src/translations/transcript/languages.js';
import { en } from '../../src/translations/transcript/messages.js';
import { findTranslationProblems } from '../support/translation-problems.js';

describe('the texts of <secure-stream-transcript>', () => {
  test.each(Object.keys(TRANSCRIPT_LANGUAGES))('lack nothing in %s, and keep the placeholders', async (name) => {
    const messages = await loadTranscriptMessages(`${name}-XX`);
    const { lang, dir, ...texts } = messages!;
    expect([lang, dir]).toEqual([name, ['ar', 'he'].includes(name) ? 'rtl' : 'ltr']);
    const { lang: _lang, dir: _dir, ...originals } = en;
    expect(findTranslationProblems(texts, originals)).toEqual([]);
    expect(new Set(Object.values(texts)).size).toBe(Object.keys(originals).length);
  });

  test('are unknown in an unknown language', async () => {
    expect(await loadTranscriptMessages('tlh')).toBe(undefined);
  });
});
