import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { streamErrors } from '../../src/errors/stream-error.js';
import { addMessages, english, findMessages, type Messages } from '../../src/translations/messages.js';

const folder = join(import.meta.dirname, '../../src/translations');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'messages.ts')
  .map((file) => file.replace('.ts', ''));

const load = async (name: string) =>
  ((await import(join(folder, `${name}.ts`))) as Record<string, Messages>)[name] as Messages;

test('each of the six languages is an entry point of the package', () => {
  const { exports } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  expect(names.sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja']);
  expect(names.filter((name) => !(`./translations/${name}` in exports))).toEqual([]);
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
  if (name !== 'en') expect(texts.filter((text) => Object.values(english.errors).includes(text))).toEqual([]);
});

test('Arabic has the direction rtl', async () => {
  expect((await load('ar')).dir).toBe('rtl');
});

test('a region falls back to its language, and an unknown language to English', async () => {
  addMessages(await load('de'));
  expect(findMessages('de-AT').lang).toBe('de');
  expect(findMessages('DE').lang).toBe('de');
  expect(findMessages('tlh').lang).toBe('en');
  expect(findMessages('').lang).toBe('en');
});
