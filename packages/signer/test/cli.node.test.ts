import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createOrigin, DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';
import { serve, type Served } from '@secure-stream/origin/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, API_TOKEN, requestWithToken } from './support/terminal.js';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
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

/** Runs the command as a process. */
async function shell(argv: readonly string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const file = join(folder, '.env');
  const args = [
    '--import',
    'tsx',
    '-C',
    '@secure-stream/source',
    CLI,
    ...argv,
    '--api',
    `${api.url}/client/v4`,
    '--dotenv',
    file,
  ];
  const { PATH } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CLOUDFLARE_API_TOKEN: API_TOKEN },
  });
  const result = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (result.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (result.err += data.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...result };
}

test('init, protect and token lead from a key to an open video, over a socket', async () => {
  expect(await shell(['init'])).toMatchObject({ code: 0, err: '' });
  const file = join(folder, '.env');
  // Only the owner may read the key.
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toMatch(/^STREAM_SIGNING_JWK="eyJ/);

  expect(await shell(['protect', DEMO_VIDEO_ID])).toMatchObject({ code: 0 });
  const created = await shell(['token', DEMO_VIDEO_ID, '--expires-in', '2h']);
  expect(created).toMatchObject({ code: 0, err: '' });
  expect(await requestWithToken(origin, created.out.trim())).toBe('allowed');

  const inspected = await shell(['inspect', '--json'], created.out);
  expect(inspected.code).toBe(0);
  expect(JSON.parse(inspected.out)).toMatchObject({ claims: { sub: DEMO_VIDEO_ID }, signature: 'verified' });
  expect(inspected.out).not.toContain(created.out.trim().slice(0, 40));
});

test('the exit code is 2 for a usage error and 1 for a failure', async () => {
  expect((await shell(['token', 'no-video'])).code).toBe(2);
  expect((await shell(['inspect', 'no-token'])).code).toBe(1);
});
