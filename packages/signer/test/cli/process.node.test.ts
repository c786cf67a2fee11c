import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOrigin, FILM_ID, type Origin } from '@secure-stream/origin';
import { serve, type Served } from '@secure-stream/origin/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, API_TOKEN, judge } from './terminal.js';

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname;
const ROOT = new URL('../../../../', import.meta.url).pathname;
let origin: Origin;
let api: Served;
let folder: string;

beforeAll(async () => {
  origin = createOrigin();
  api = await serve(origin);
  folder = mkdtempSync(join(tmpdir(), 'signer-'));
});
afterAll(async () => {
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The command as a shell runs it. */
async function shell(argv: readonly string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const file = join(folder, '.env');
  const args = ['--import', 'tsx', '-C', 'source', CLI, ...argv, '--api', `${api.url}/client/v4`, '--dotenv', file];
  const { PATH } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CLOUDFLARE_API_TOKEN: API_TOKEN },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

test('from a key to a played video in three commands, over a socket', async () => {
  expect(await shell(['init'])).toMatchObject({ code: 0, err: '' });
  const file = join(folder, '.env');
  // The key is for its owner's eyes only.
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toMatch(/^STREAM_SIGNING_JWK="eyJ/);

  expect(await shell(['protect', FILM_ID])).toMatchObject({ code: 0 });
  const minted = await shell(['token', FILM_ID, '--expires-in', '2h']);
  expect(minted).toMatchObject({ code: 0, err: '' });
  expect(await judge(origin, minted.out.trim())).toBe('allowed');

  const inspected = await shell(['inspect', '--json'], minted.out);
  expect(inspected.code).toBe(0);
  expect(JSON.parse(inspected.out)).toMatchObject({ claims: { sub: FILM_ID }, signature: 'verified' });
  expect(inspected.out).not.toContain(minted.out.trim().slice(0, 40));
});

test('a shell sees by the exit code whether to go on', async () => {
  expect((await shell(['token', 'no-video'])).code).toBe(2);
  expect((await shell(['inspect', 'no-token'])).code).toBe(1);
});
