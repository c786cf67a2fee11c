import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');

test('docs/wpt.md lists exactly the pages that are tried', () => {
  const tried = [...read('../surface/wpt-pages.ts').matchAll(/^ {2}'(.+\.html?)':/gm)].map(([, name]) => name);
  const listed = [...read('../../../../docs/wpt.md').matchAll(/^- `(.+\.html?)`/gm)].map(([, name]) => name);
  expect(new Set(listed)).toEqual(new Set(tried));
});
