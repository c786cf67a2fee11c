import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import type { Answers } from '../../src/answers.js';
import { writeApp } from '../../src/write-app.js';

const SCRIPTS = new URL('../../template/common/scripts/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'starter-environment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the app in a folder with this `.env`, and nothing but these variables in the environment. */
function run(script: string, dotenv: string, variables: Readonly<Record<string, string>> = {}): Result {
  writeFileSync(join(folder, '.env'), dotenv);
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...variables },
    encoding: 'utf8',
  });
}

const imported = (names: string, file: string) => `import { ${names} } from '${new URL(file, SCRIPTS).href}';`;
const DEV = `${imported('run', 'run.js')} await run(() => [['node', '--print', '"started"']]);`;

/** Writes an app, and returns the URL of one of its files. */
function fileOf(answers: Pick<Answers, 'framework' | 'server'>, file: string): string {
  const directory = mkdtempSync(join(folder, 'app-'));
  writeApp({ ...answers, hasViewingLimits: false, directory } as Answers);
  return pathToFileURL(join(directory, file)).href;
}

/** Writes the JavaScript of a TypeScript file beside it, and returns its URL. */
function compile(url: string): string {
  const target = url.replace(/ts$/, 'js');
  writeFileSync(new URL(target), transformSync(readFileSync(new URL(url), 'utf8'), { loader: 'ts' }).code);
  return target;
}

const PORTS = 'Ports: PORT=5173, SERVER_PORT=8787. Each can be set in .env.\n';
const KEY = 'the-signing-key';
const COMPLETE = `STREAM_SIGNING_JWK=${KEY}\nPUBLIC_STREAM_VIDEO_ID=v\nPUBLIC_STREAM_CUSTOMER_CODE=c\n`;

describe('npm run dev with a signing key in .env', () => {
  test('names the ports and starts the commands if nothing is missing', () => {
    expect(run(DEV, COMPLETE)).toMatchObject({ status: 0, stdout: `${PORTS}started\n`, stderr: '' });
  });

  test('accepts the URL of an origin instead of a customer code', () => {
    const dotenv = COMPLETE.replace('PUBLIC_STREAM_CUSTOMER_CODE=c', 'PUBLIC_STREAM_ORIGIN=http://localhost:1');
    expect(run(DEV, dotenv)).toMatchObject({ status: 0, stdout: `${PORTS}started\n` });
  });

  test.each([
    ['the video', /^PUBLIC_STREAM_VIDEO_ID=.*/m, 'PUBLIC_STREAM_VIDEO_ID'],
    ['the customer', /^PUBLIC_STREAM_CUSTOMER_CODE=.*/m, 'PUBLIC_STREAM_CUSTOMER_CODE or PUBLIC_STREAM_ORIGIN'],
  ])('stops and names the variable if %s is missing, and starts nothing', (_name, line, variable) => {
    const { status, stdout, stderr } = run(DEV, COMPLETE.replace(line, ''));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`Missing in the environment: ${variable}.`);
    expect(stderr).not.toContain(KEY);
  });

  test('counts an empty variable as missing', () => {
    const { status, stderr } = run(DEV, COMPLETE.replace('VIDEO_ID=v', 'VIDEO_ID='));
    expect(status).toBe(1);
    expect(stderr).toContain('PUBLIC_STREAM_VIDEO_ID');
  });
});

describe('the processes of npm run dev', () => {
  const start = `${imported('startProcess', 'processes.js')}
    const waiting = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); console.log('waits');";`;

  test('end when one of them ends, with its exit code', () => {
    const script = `${start}
      const { stdout } = startProcess(['node', '--eval', waiting], { stdio: ['ignore', 'pipe', 'inherit'] });
      stdout.once('data', () => startProcess(['node', '--eval', 'process.exit(3)']));`;
    expect(run(script, '').status).toBe(3);
  });

  test('end when they are interrupted, with 0', () => {
    const script = `${start}
      const { stdout } = startProcess(['node', '--eval', waiting], { stdio: ['ignore', 'pipe', 'inherit'] });
      stdout.once('data', () => process.kill(process.pid, 'SIGINT'));`;
    expect(run(script, '').status).toBe(0);
  });

  test('end with a message if a command is not installed', () => {
    const { status, stderr } = run(`${start} startProcess(['not-installed-command']);`, '');
    expect(status).toBe(1);
    expect(stderr).toContain('not-installed-command');
  });
});

describe('authorize', () => {
  const authorize = async (env: object, videoId: string): Promise<unknown> => {
    const module = (await import(new URL('../server/authorize.js', SCRIPTS).href)) as {
      authorize(request: Request, tokenRequest: object, env: object): Promise<unknown>;
    };
    return module.authorize(new Request('http://localhost/'), { videoId }, env);
  };

  test('allows the viewer of the environment to watch the video of the environment, and no other', async () => {
    const env = { STREAM_DEMO_VIEWER: 'ada', PUBLIC_STREAM_VIDEO_ID: 'v' };
    expect(await authorize(env, 'v')).toEqual({ viewer: 'ada' });
    expect(await authorize(env, 'w')).toBe(false);
  });

  test('refuses everybody without a viewer', async () => {
    expect(await authorize({ PUBLIC_STREAM_VIDEO_ID: 'v' }, 'v')).toMatchObject({ refused: 401 });
  });
});

describe('npm run deploy', () => {
  const DEPLOY = `await import('${fileOf({ framework: 'html', server: 'worker' }, 'scripts/deploy.js')}');`;
  /** Commands that print their arguments, and what the file of the secrets contains. */
  const PATH = join(folder, 'bin');
  mkdirSync(PATH);
  const PRINT = '#!/bin/sh\necho "${0##*/} $1"\n[ -z "$3" ] || cat "$3"\n';
  for (const name of ['vite', 'wrangler']) writeFileSync(join(PATH, name), PRINT, { mode: 0o755 });
  const deploy = (dotenv: string, variables = {}) =>
    run(DEPLOY, dotenv, { PATH: `${PATH}:${process.env['PATH']}`, ...variables });

  test('refuses while everybody counts as one viewer, and starts nothing', () => {
    expect(deploy(`${COMPLETE}STREAM_DEMO_VIEWER=ada\n`)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('STREAM_DEMO_VIEWER is set'),
    });
    expect(deploy(`${COMPLETE}STREAM_DEMO_VIEWER=\n`)).toMatchObject({ status: 0, stderr: '' });
  });

  test('uploads what the endpoint needs, and no other variable such as the API token', () => {
    const { status, stdout } = deploy(`${COMPLETE}CLOUDFLARE_API_TOKEN=secret\nCLOUDFLARE_ACCOUNT_ID=a\n`);
    expect(status).toBe(0);
    expect(stdout).toBe(`vite build\nwrangler deploy\nSTREAM_SIGNING_JWK="${KEY}"\nPUBLIC_STREAM_VIDEO_ID="v"\n`);
  });

  test('fails if a command fails, and leaves no file with secrets behind', () => {
    const failing = join(folder, 'failing');
    mkdirSync(failing);
    writeFileSync(join(failing, 'vite'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    const result = deploy(COMPLETE, { PATH: `${failing}:${PATH}:${process.env['PATH']}`, TMPDIR: temporary });
    expect(result).toMatchObject({ status: 1, stdout: '', stderr: 'vite failed.\n' });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('a server in production', () => {
  const START = {
    Node: `${imported('refuseDemoViewer, loadEnvironment', 'environment.js')} refuseDemoViewer(loadEnvironment());`,
    Next: `process.loadEnvFile('.env'); process.env.NEXT_RUNTIME = 'nodejs';
      const { register } = await import('${compile(fileOf({ framework: 'next' }, 'instrumentation.ts'))}'); await register();`,
  };

  test.each(Object.entries(START))('does not start on %s while everybody counts as one viewer', (_name, script) => {
    const dotenv = `${COMPLETE}STREAM_DEMO_VIEWER=ada\n`;
    for (const variables of [{}, { NODE_ENV: 'production' }, { NODE_ENV: '' }])
      expect(run(script, dotenv, variables)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('STREAM_DEMO_VIEWER is set'),
      });
    expect(run(script, dotenv, { NODE_ENV: 'development' }).status).toBe(0);
    expect(run(script, COMPLETE, { NODE_ENV: 'production' }).status).toBe(0);
  });

  test('starts with the demo viewer through npm run dev', () => {
    const script = `${imported('run', 'run.js')} await run(() => [['printenv', 'NODE_ENV', 'STREAM_DEMO_VIEWER']]);`;
    expect(run(script, `${COMPLETE}STREAM_DEMO_VIEWER=ada\n`)).toMatchObject({ stdout: `${PORTS}development\nada\n` });
  });
});

describe('a port that is in use', () => {
  test.each(['PORT', 'SERVER_PORT', 'STREAM_ORIGIN_PORT'])('stops npm run dev, which names %s', async (name) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const others = { PORT: '1', SERVER_PORT: '1', STREAM_ORIGIN_PORT: '1' };
    const result = run(DEV, name === 'STREAM_ORIGIN_PORT' ? '' : COMPLETE, { ...others, [name]: `${port}` });
    server.close();
    expect(result.status).toBe(1);
    expect(result.stderr).toBe(`Port ${port} is in use. ${name} chooses another one, in .env or in the environment.\n`);
  });
});
