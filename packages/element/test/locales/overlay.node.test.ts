import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { streamErrors } from '../../../session/src/stream-error.js';
import { OVERLAY_TEXTS } from '../../src/locales/overlay-languages.js';
import { en } from '../../src/locales/en/overlay.js';
import { findMessages } from '../../src/locales/find-messages.js';
import { addMessages, type Messages } from '../../src/locales/messages.js';
import { findTranslationProblems } from '../support/translation-problems.js';

const folder = join(import.meta.dirname, '../../src/locales');
const languages = Object.keys(OVERLAY_TEXTS).sort();
const names = ['en', ...languages];

const load = async (name: string) =>
  ((await import(join(folder, name, 'overlay.ts'))) as Record<string, Messages>)[name] as Messages;

test('each language has its folder, its entry point, and is in the guide', () => {
  const read = (path: string) => readFileSync(join(folder, '../..', path), 'utf8');
  const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, unknown> };
  expect(languages.join(' ')).toBe('ar de es fr he hi it ja ko nl pl pt tr zh');
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...names].sort());
  const entries = Object.keys(exports).filter((path) => path.startsWith('./translations/'));
  expect(entries.sort()).toEqual(names.map((name) => `./translations/${name}`).sort());
  const guide = read('../../docs/guides/theming.md');
  expect(names.filter((name) => !guide.includes(`(\`${name}\`)`))).toEqual([]);
});

test.each(languages)('%s lacks nothing, is not English, and keeps the placeholders', async (name) => {
  const { lang: _lang, dir, watching, ...texts } = await load(name);
  const { lang: _english, dir: _dir, watching: _watching, ...originals } = en;
  expect(findTranslationProblems(texts, originals)).toEqual([]);
  expect(dir).toBe(['ar', 'he'].includes(name) ? 'rtl' : 'ltr');
  // A form for one number needs no placeholder.
  const rules = new Intl.PluralRules(name);
  const numbers = Array.from({ length: 200 }, (_, index) => index + 1);
  for (const [category, text] of Object.entries(watching))
    if (numbers.filter((number) => rules.select(number) === category).length !== 1) expect(text).toContain('{limit}');
});

test('a language is reported that lacks a text, or has one too many, an empty, an English one, or no placeholder', () => {
  const originals = { play: 'Play', stop: 'Stop', errors: { media: 'Error', seek: '{time} seconds' } };
  const texts = { play: 'Play', more: 'Mehr', errors: { media: ' ', seek: 'Sekunden' } };
  expect(findTranslationProblems(texts, originals)).toEqual([
    'missing: stop',
    'English: Play',
    'unknown: more',
    'empty: errors/media',
    'placeholders: errors/seek',
  ]);
});

test.each(names)('%s has a message for each reason and overlay, and no duplicate', async (name) => {
  const messages = await load(name);
  expect(messages.lang).toBe(name);
  expect(Object.keys(messages.errors).sort()).toEqual(Object.keys(streamErrors).sort());
  const texts = [
    messages.loading,
    messages.retry,
    messages.retrying,
    messages.tryNow,
    messages.offline,
    messages.waitingForLive,
    messages.broadcastEnded,
    ...Object.values(messages.errors),
  ];
  expect(texts.every((text) => text.trim().length > 2)).toBe(true);
  expect(new Set(texts).size).toBe(texts.length);
});

test('a region falls back to its language, and an unknown language to English', async () => {
  addMessages(await load('de'), await load('zh'));
  expect(findMessages('de-AT').lang).toBe('de');
  expect(findMessages('DE').lang).toBe('de');
  expect(findMessages('zh-TW').lang).toBe('zh');
  expect(findMessages('tlh').lang).toBe('en');
  expect(findMessages('').lang).toBe('en');
});
