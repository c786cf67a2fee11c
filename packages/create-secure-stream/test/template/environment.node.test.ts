import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const SCRIPTS = new URL('../../template/common/scripts/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'starter-environment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script of the app in a folder with this `.env`, and nothing else in the environment. */
function run(script: string, dotenv: string): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(folder, '.env'), dotenv);
  const args = ['--input-type=module', '--eval', script];
  return spawnSync(process.execPath, args, { cwd: folder, env: { PATH: process.env['PATH'] }, encoding: 'utf8' });
}

const imported = (names: string, file: string) => `import { ${names} } from '${new URL(file, SCRIPTS).href}';`;
const DEV = `${imported('run', 'run.js')} await run(() => [['node', '--print', '"started"']]);`;

const KEY = 'the-signing-key';
const COMPLETE = `STREAM_SIGNING_JWK=${KEY}\nPUBLIC_STREAM_VIDEO_ID=v\nPUBLIC_STREAM_CUSTOMER_CODE=c\n`;

describe('npm run dev with a signing key in .env', () => {
  test('starts the commands if nothing is missing', () => {
    expect(run(DEV, COMPLETE)).toMatchObject({ status: 0, stdout: 'started\n', stderr: '' });
  });

  test('accepts the URL of an origin instead of a customer code', () => {
    const dotenv = COMPLETE.replace('PUBLIC_STREAM_CUSTOMER_CODE=c', 'PUBLIC_STREAM_ORIGIN=http://localhost:1');
    expect(run(DEV, dotenv)).toMatchObject({ status: 0, stdout: 'started\n' });
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
  const CHECK = `await import('${new URL('../../worker/scripts/check-deploy.js', SCRIPTS).href}');`;
  const deploy = (dotenv: string) => run(`process.loadEnvFile('.env'); ${CHECK}`, dotenv);

  test('refuses while everybody counts as one viewer', () => {
    expect(deploy(`${COMPLETE}STREAM_DEMO_VIEWER=ada\n`)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('STREAM_DEMO_VIEWER is set'),
    });
    expect(deploy(`${COMPLETE}STREAM_DEMO_VIEWER=\n`)).toMatchObject({ status: 0, stderr: '' });
  });
});
