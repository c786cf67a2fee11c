import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ABSENT_MEMBERS } from '../../src/engines/iframe/members.js';
import { ALL } from '../support/video-members.js';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/engines.md'), 'utf8');

test('docs/engines.md lists each member that a frame lacks, and counts the others', () => {
  const rows = [...page.matchAll(/^\| (`.+?`) +\|/gm)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []);
  // The element itself can load again.
  const missing = ABSENT_MEMBERS.filter((name) => name !== 'load');
  expect(rows.sort()).toEqual([...missing].sort());
  expect(page).toContain(`${ALL.length - missing.length} of ${ALL.length}`);
});
