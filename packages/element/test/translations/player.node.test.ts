import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PLAYER_LANGUAGES, loadWords } from '../../src/skin/words.js';
import { en } from '../../src/translations/player/messages.js';

const folder = join(import.meta.dirname, '../../src/translations');
const languages = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'messages.ts')
  .map((file) => file.replace('.ts', ''));

describe('the texts of <secure-stream-player>', () => {
  test('exist in each language of the overlays', () => {
    expect([...PLAYER_LANGUAGES].sort()).toEqual(languages.sort());
  });

  test.each(languages)('lack nothing in %s, and keep the placeholders', async (lang) => {
    const words = await loadWords(`${lang}-XX`);
    expect(words.lang).toBe(lang);
    expect(Object.keys(words.keys).sort()).toEqual(Object.keys(en.keys).sort());
    expect(Object.keys(words.controls).sort()).toEqual(Object.keys(en.controls).sort());
    const own = [words.back, words.close, words.shortcuts, ...Object.values(words.keys)];
    expect([...own, ...Object.values(words.controls)].filter((text) => text.trim() === '')).toEqual([]);
    expect(new Set(own).size).toBe(own.length);
    const english = Object.values(en.keys);
    if (lang !== 'en') expect(own.filter((text) => english.includes(text))).toEqual([]);
    const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(words.controls)) expect(placeholders(text)).toEqual(placeholders(key));
  });

  test('are English in an unknown language', async () => {
    expect(await loadWords('tlh')).toBe(en);
    expect(await loadWords('')).toBe(en);
  });
});
