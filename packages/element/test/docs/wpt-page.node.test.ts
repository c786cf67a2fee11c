import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');

test('docs/wpt.md lists exactly the pages that run, and the browsers in which each does not', () => {
  const page = (name = '', browser = '', reason = '') => `${name}${browser && ` — not in ${browser}: ${reason}`}`;
  const expected = [
    ...read('../wpt/pages.ts').matchAll(/^ {2}'(.+\.html?)':.*(?:\n {4}except: \{ (\w+): '(.+)' \})?/gm),
  ].map(([, ...found]) => page(...found));
  const listed = [...read('../../../../docs/wpt.md').matchAll(/^- `(.+\.html?)`(?: — not in (\w+): (.+))?$/gm)].map(
    ([, ...found]) => page(...found),
  );
  expect(new Set(listed)).toEqual(new Set(expected));
});
