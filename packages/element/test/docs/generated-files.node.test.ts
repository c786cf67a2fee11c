import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generateOutputs } from '../../scripts/catalogue.js';
import { BROWSERS, listDifferences, readResults } from '../video-comparison/page.js';
import { REASONS } from '../video-comparison/reasons.js';

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

describe('the comparison with <video>', () => {
  test('gives every difference from <video> a reason', () => {
    const unexplained = listDifferences().filter(({ reason }) => reason === undefined);
    expect(unexplained).toEqual([]);
  });

  test('keeps no reason for which there is no difference', () => {
    const used = new Set(listDifferences().map(({ reason }) => reason));
    expect(REASONS.map(({ reason }) => reason).filter((reason) => !used.has(reason))).toEqual([]);
  });

  test('has the results of each browser', () => {
    for (const browser of BROWSERS) {
      const { compared, engines } = readResults(browser);
      expect(compared / engines.length, browser).toBeGreaterThan(600);
    }
  });
});
