import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createOrigin } from '@secure-stream/origin';
import { serve } from '@secure-stream/origin/node';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const TOOLS = ['bash', 'curl', 'openssl'];

/** The shell commands of the section, and the expected output after their arrows. */
const section = README.slice(README.indexOf('## Test signed URLs'), README.indexOf('## In a test,'));
const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, lines = '']) => lines);
const promised = blocks.flatMap((lines) => [...lines.matchAll(/^# → (.*)$/gm)].map(([, said]) => said));

function run(script: string, cwd: string): Promise<{ status: number | null; output: string; complaint: string }> {
  const child = spawn('bash', ['-euo', 'pipefail'], { cwd });
  let [output, complaint] = ['', ''];
  child.stdout.on('data', (data) => (output += String(data)));
  child.stderr.on('data', (data) => (complaint += String(data)));
  child.stdin.end(script);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output, complaint })));
}

describe.skipIf(TOOLS.some((tool) => spawnSync(tool, ['version']).error))('the README', () => {
  test('prints what the README says when its commands are run', async () => {
    const { url, close } = await serve(createOrigin());
    const folder = mkdtempSync(join(tmpdir(), 'origin-readme-'));
    const { status, output, complaint } = await run(blocks.join('\n').replace('http://127.0.0.1:8788', url), folder);
    rmSync(folder, { recursive: true });
    await close();
    expect(output.trim().split('\n')).toEqual(promised);
    expect([status, complaint]).toEqual([0, '']);
    expect(promised.length).toBeGreaterThan(25);
  });
});
