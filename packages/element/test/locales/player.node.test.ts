import { describe, expect, test } from 'vitest';
import { loadPlayerTexts } from '../../src/player/texts.js';
import { findMessages } from '../../src/locales/find-messages.js';
import { loadTexts, PLAYER_TEXTS } from '../../src/locales/player-languages.js';
import { en as appearance } from '../../src/locales/en/appearance.js';
import { en } from '../../src/locales/en/player.js';
import { en as transcript } from '../../src/locales/en/transcript.js';
import { findTranslationProblems } from '../support/translation-problems.js';

/** Words that are the same in English, most of them in the texts of media-chrome. */
const SAME_AS_ENGLISH: Readonly<Record<string, readonly string[]>> = {
  de: ['Normal', 'Original', 'Audio', 'Pause', 'Auto', 'pause', 'live'],
  es: ['Normal', 'Original', 'Audio', 'Auto'],
  fr: ['Original', 'Audio', 'Pause', 'Auto', 'volume', 'pause', 'minute', 'minutes'],
  it: ['Audio', 'volume'],
  nl: ['Audio', 'volume', 'live'],
  pt: ['Normal', 'Original', 'Loop', 'Auto', 'volume'],
  tr: ['Normal'],
};

describe('the texts of <secure-stream-player>', () => {
  test.each(Object.keys(PLAYER_TEXTS))('lack nothing in %s, and keep the placeholders', async (name) => {
    const { lang, ...texts } = await loadPlayerTexts(`${name}-XX`);
    expect(lang).toBe(name);
    const { lang: _lang, ...originals } = en;
    expect(findTranslationProblems(texts, originals)).toEqual(
      (SAME_AS_ENGLISH[name] ?? []).map((text) => `English: ${text}`),
    );
    const { back, close, resume, startOver, shortcuts, keys } = texts;
    const own = [back, close, resume, startOver, shortcuts, ...Object.values(keys)];
    expect(new Set(own).size).toBe(own.length);
    // The overlays come with the controls, and say in which direction both are written.
    expect(findMessages(`${name}-XX`).lang).toBe(name);
  });

  test('are English in an unknown language', async () => {
    expect(await loadPlayerTexts('tlh')).toBe(en);
    expect(await loadPlayerTexts('')).toBe(en);
  });
});

test.each(Object.keys(PLAYER_TEXTS))('the texts of the dialog for captions lack nothing in %s', async (name) => {
  const { lang, ...texts } = (await loadTexts(`${name}-XX`))!.appearance;
  expect(lang).toBe(name);
  const { lang: _lang, ...originals } = appearance;
  expect(findTranslationProblems(texts, originals)).toEqual([]);
  for (const group of [texts.choices, texts.colors, texts.edges, texts.fonts])
    expect(new Set(Object.values(group)).size).toBe(Object.keys(group).length);
});

test.each(Object.keys(PLAYER_TEXTS))('the texts of the transcript lack nothing in %s', async (name) => {
  const { lang, dir, ...texts } = (await loadTexts(`${name}-XX`))!.transcript;
  expect([lang, dir]).toEqual([name, ['ar', 'he'].includes(name) ? 'rtl' : 'ltr']);
  const { lang: _lang, dir: _dir, ...originals } = transcript;
  expect(findTranslationProblems(texts, originals)).toEqual([]);
  expect(new Set(Object.values(texts)).size).toBe(Object.keys(originals).length);
});
