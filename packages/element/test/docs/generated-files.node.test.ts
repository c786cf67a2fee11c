import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateOutputs } from '../../../../scripts/catalogue.js';

const root = join(import.meta.dirname, '../../../..');

test('what is made from the class and the catalogue is as it is committed: else run `npm run catalogue`', async () => {
  const made = await generateOutputs();
  const committed = Object.fromEntries(Object.keys(made).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  expect(committed).toEqual(made);
});

test('nothing public is without a sentence', async () => {
  const { 'packages/element/custom-elements.json': text = '' } = await generateOutputs();
  const silent: string[] = [];
  JSON.parse(text, function (this: { name?: unknown; description?: unknown }, key, value: unknown) {
    if (['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'].includes(key))
      for (const one of value as { name: string; description?: string }[]) if (!one.description) silent.push(one.name);
    return value;
  });
  expect(silent).toEqual([]);
});
