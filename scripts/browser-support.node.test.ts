import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildTargets, findOldestVersions, findUnsupported, OPTIONAL, readBrowserslist } from './browser-support.ts';

const packages = join(import.meta.dirname, '../packages');

test('browserslist names the oldest versions that have every required feature', () => {
  expect(readBrowserslist()).toEqual(findOldestVersions());
  expect(buildTargets()).toContain('chrome125');
});

// The files in `cdn` are made of these, and of libraries that ask for what they need.
test.each(['element', 'react'])('%s as it is built uses no other class that one of them lacks', (name) => {
  const folder = join(packages, name, 'dist');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.js') && !file.startsWith('cdn'),
  );
  expect(files.length, 'npm run build').toBeGreaterThan(3);
  const found = files.flatMap((file) => findUnsupported(readFileSync(join(folder, file), 'utf8')));
  expect([...new Set(found)].filter((one) => !OPTIONAL.includes(one))).toEqual([]);
});

test('a class or static member that one of them lacks is found in code', () => {
  expect(findUnsupported('new EditContext(); await Promise.try(load); URL.canParse(url)')).toEqual([
    'EditContext',
    'Promise.try',
  ]);
  expect(findUnsupported('/** EditContext */ element.EditContext = "EditContext"; fetch(new URL(url))')).toEqual([]);
});
