import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the documentation contains no word that is in no dictionary; terms of the field are in cspell-words.txt', () => {
  const { status, stdout } = spawnSync('npx', ['--no-install', 'cspell', 'lint', '--no-progress', '--no-summary'], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
  });
  expect(stdout.trim()).toBe('');
  expect(status).toBe(0);
});
