import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { streamErrors } from '../../src/errors/stream-error.js';
import { addMessages, english, findMessages, type Messages } from '../../src/translations/messages.js';

const folder = join(import.meta.dirname, '../../src/translations');
const names = readdirSync(folder)
  .filter((file) => file !== 'messages.ts')
  .map((file) => file.replace('.ts', ''));

const load = async (name: string) =>
  ((await import(join(folder, `${name}.ts`))) as Record<string, Messages>)[name] as Messages;

test('six languages are there, each a door of the package', () => {
  const { exports } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  expect(names.sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja']);
  expect(names.filter((name) => !(`./translations/${name}` in exports))).toEqual([]);
});

test.each(names)('%s says something for every reason and every face, and nothing twice by mistake', async (name) => {
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
  if (name !== 'en') expect(texts.filter((text) => Object.values(english.errors).includes(text))).toEqual([]);
});

test('Arabic is written from right to left', async () => {
  expect((await load('ar')).dir).toBe('rtl');
});

test('a region falls back to its language, and an unknown language to English', async () => {
  addMessages(await load('de'));
  expect(findMessages('de-AT').lang).toBe('de');
  expect(findMessages('DE').lang).toBe('de');
  expect(findMessages('tlh').lang).toBe('en');
  expect(findMessages('').lang).toBe('en');
});
