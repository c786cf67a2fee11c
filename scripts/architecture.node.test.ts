import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

/** Code spans that name a file or folder: from the root, or in the text about the element from its source. */
const paths = [
  ...new Set([...text.matchAll(/`([\w.-]+\/[\w./-]*|[\w.-]+\.(?:ts|mjs|json|md))`/g)].map(([, path = '']) => path)),
];

const FOLDERS = ['', 'packages', 'packages/element/src', 'packages/element/src/engines'];

describe('ARCHITECTURE.md', () => {
  test('names files', () => {
    expect(paths).toContain('session/src/machine.ts');
    expect(paths.length).toBeGreaterThan(30);
  });

  test.each(paths)('names %s, which exists', (path) => {
    expect(FOLDERS.some((folder) => existsSync(join(root, folder, path)))).toBe(true);
  });

  test.each([
    ['The session machine', 'session/src/state.ts'],
    ['The hand-over machine', 'element/src/engines/handover/state.ts'],
  ])('%s has every state of %s', (heading, file) => {
    const source = readFileSync(join(root, 'packages', file), 'utf8');
    const states = [...source.matchAll(/(?:status: |WithStandby<)'(\w+)'/g)].map(([, state = '']) => state);
    const section = text.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
    const drawn = [...section.matchAll(/^ {2}\w+ --> (\w+)|^ {2}\[\*\] --> (\w+)/gm)].map(
      ([, to, first]) => to ?? first,
    );
    expect([...new Set(drawn)].toSorted(byName)).toEqual([...new Set(states)].toSorted(byName));
  });
});

function byName(one = '', other = ''): number {
  return one.localeCompare(other);
}
