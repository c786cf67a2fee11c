import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateOutputs } from '../../scripts/catalogue.js';

const root = join(import.meta.dirname, '../../../..');

test('the generated files are up to date: run `npm run catalogue`', async () => {
  const generated = await generateOutputs();
  const committed = Object.fromEntries(
    Object.keys(generated).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
  expect(committed).toEqual(generated);
});

test('everything public has a description', async () => {
  const { 'packages/element/custom-elements.json': text = '' } = await generateOutputs();
  const undocumented: string[] = [];
  JSON.parse(text, function (this: { name?: unknown; description?: unknown }, key, value: unknown) {
    if (['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'].includes(key))
      for (const one of value as { name: string; description?: string }[])
        if (!one.description) undocumented.push(one.name);
    return value;
  });
  expect(undocumented).toEqual([]);
});
