import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
const folder = mkdtempSync(join(tmpdir(), 'create-secure-stream-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as a process without a terminal. */
function run(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', TSX, CLI, ...argv], { cwd: folder, encoding: 'utf8', input: '' });
}

describe('the command', () => {
  test('prints its options', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const option of ['--framework', '--server', '--viewing-limits', '--yes']) expect(stdout).toContain(option);
  });

  test('writes an app without a question, and says what to type next', () => {
    const { status, stdout } = run('app', '--framework', 'svelte', '--server', 'node', '--no-viewing-limits');
    expect(status).toBe(0);
    expect(stdout).toMatch(/cd app\s+npm install\s+npm run dev/);
    expect(readFileSync(join(folder, 'app/package.json'), 'utf8')).toContain('"name": "app"');
  });

  test('takes the defaults with --yes', () => {
    expect(run('--yes').status).toBe(0);
    expect(existsSync(join(folder, 'private-video/src/App.tsx'))).toBe(true);
  });

  test('ends with 2 for invalid input, names the choices, and writes nothing', () => {
    const before = readdirSync(folder);
    const { status, stderr } = run('other', '--framework', 'angular', '--yes');
    expect(status).toBe(2);
    expect(stderr).toBe('--framework is "angular". Choose one of: html, react, next, astro, vue, svelte.\n');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('ends with 2 if an answer is missing and nobody can be asked', () => {
    const { status, stderr } = run('other');
    expect(status).toBe(2);
    expect(stderr).toContain('--framework (html, react, next, astro, vue, svelte)');
  });

  test('ends with 2 for a directory with contents', () => {
    mkdirSync(join(folder, 'used'));
    writeFileSync(join(folder, 'used/mine.txt'), '');
    const { status, stderr } = run('used', '--yes');
    expect(status).toBe(2);
    expect(stderr).toContain('used is not empty');
    expect(readdirSync(join(folder, 'used'))).toEqual(['mine.txt']);
  });
});
