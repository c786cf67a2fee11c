import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const LIST = '/client/v4/accounts/local/stream';

/** Runs the command until its output matches. */
function run(args: readonly string[], until: RegExp): Promise<{ output: string; stop: () => void }> {
  const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    '-C',
    '@secure-stream/source',
    cli,
    '--port',
    '0',
    ...args,
  ]);
  let output = '';
  return new Promise((resolve) => {
    const done = () => resolve({ output, stop: () => void child.kill() });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += String(data);
        if (until.test(output)) done();
      });
    }
    child.on('close', done);
  });
}

/** The keys that the API of a started command lists. */
async function keysOf(output: string, apiToken = /api token\s+(\S+)/.exec(output)?.[1]): Promise<{ id: string }[]> {
  const url = /is at (\S+)/.exec(output)?.[1] ?? '';
  const response = await fetch(`${url}${LIST}/keys`, { headers: { Authorization: `Bearer ${apiToken}` } });
  return ((await response.json()) as { result: { id: string }[] }).result;
}

/** `fetch` does not let a test choose the header `Host`. */
const statusOf = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });

describe('the command', () => {
  let url: string;
  let apiToken: string;
  let stop: () => void;

  beforeAll(async () => {
    const started = await run([], / state /);
    stop = started.stop;
    url = /is at (\S+)/.exec(started.output)?.[1] ?? '';
    apiToken = /api token\s+(\S+)/.exec(started.output)?.[1] ?? '';
  }, 60_000);
  afterAll(() => stop());

  test('prints a secret, without which the API refuses', async () => {
    expect(apiToken).toMatch(/^[\w-]{32}$/);
    expect(await statusOf(url + LIST, { Authorization: `Bearer ${apiToken}` })).toBe(200);
    expect(await statusOf(url + LIST, { Authorization: 'Bearer local' })).toBe(401);
    expect(await statusOf(url + LIST, {})).toBe(400);
  });

  test('answers the API only under the names of this machine', async () => {
    const headers = { Authorization: `Bearer ${apiToken}`, Host: 'rebound.example' };
    expect(await statusOf(url + LIST, headers)).toBe(421);
    expect(await statusOf(url + LIST, { ...headers, Host: 'localhost' })).toBe(200);
  });
});

test('takes the secret of --api-token, and does not print it', { timeout: 60_000 }, async () => {
  const { output, stop } = await run(['--api-token', 'my-secret'], / state /);
  const url = /is at (\S+)/.exec(output)?.[1] ?? '';
  expect(output).not.toContain('my-secret');
  expect(output).toContain('CLOUDFLARE_API_TOKEN=… ');
  expect(await statusOf(url + LIST, { Authorization: 'Bearer my-secret' })).toBe(200);
  stop();
});

test('refuses an --api-token that cannot be sent in a header', { timeout: 60_000 }, async () => {
  const { output } = await run(['--api-token', 'a b'], /printable/);
  expect(output).toContain('--api-token must be printable ASCII');
});

test('keeps key and secret with --state, and says so', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'origin-cli-'));
  const args = ['--state', join(folder, 'state.json')];
  const starts: string[] = [];
  for (let start = 0; start < 2; start += 1) {
    const { output, stop } = await run(start ? args : [...args, '--print-key'], /state {7}kept in/);
    starts.push(output);
    stop();
  }
  const ids = starts.map((output) => / key\s+([0-9a-f]+)/.exec(output)?.[1]);
  expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(ids[1]).toBe(ids[0]);
  expect(/api token\s+(\S+)/.exec(starts[1]!)?.[1]).toBe(/api token\s+(\S+)/.exec(starts[0]!)?.[1]);
  await rm(folder, { recursive: true });
});

test('creates no key and prints no private one, but says how to create one', { timeout: 60_000 }, async () => {
  const { output, stop } = await run([], / state /);
  expect(output).toMatch(
    / key +none; .*CLOUDFLARE_API_TOKEN=[\w-]{32} npx @secure-stream\/signer init --api http:\S+\/client\/v4\n/,
  );
  expect(output).not.toMatch(/jwk|eyJ/);
  expect(await keysOf(output)).toEqual([]);
  stop();
});

test('creates exactly one key with --print-key, and prints it', { timeout: 60_000 }, async () => {
  const { output, stop } = await run(['--print-key'], / state /);
  const [, jwk = ''] = /its jwk +(\S+)/.exec(output) ?? [];
  const { kid, d } = JSON.parse(atob(jwk)) as { kid: string; d: string };
  expect(d).toBeTruthy();
  expect((await keysOf(output)).map(({ id }) => id)).toEqual([kid]);
  stop();
});

test(
  'names the option that changes a busy port, and an address that is not of this machine',
  { timeout: 60_000 },
  async () => {
    const first = await run([], / state /);
    const port = /:(\d+)$/m.exec(first.output)?.[1] ?? '';
    expect((await run(['--port', port], /\n/)).output).toBe(
      `port ${port} is in use: --port NUMBER chooses another, 0 a free one\n`,
    );
    first.stop();
    expect((await run(['--hostname', '192.0.2.1'], /\n/)).output).toBe(
      '--hostname 192.0.2.1 is no address of this machine\n',
    );
  },
);

test('prints no control characters of file names', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'origin-cli-'));
  await writeFile(join(folder, 'a\u001b[2J\u009b2J.mp4'), '');
  const { output, stop } = await run(['--library', folder], / state /);
  expect(output).toContain('not served  a\uFFFD[2J\uFFFD2J.mp4');
  expect(output).not.toMatch(/[^\P{Cc}\n]/u);
  stop();
  await rm(folder, { recursive: true });
});
