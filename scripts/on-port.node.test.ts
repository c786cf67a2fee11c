import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from './free-port.ts';

const run = (fallback: number, variables: Readonly<Record<string, string>> = {}) =>
  spawnSync('tsx', [join(import.meta.dirname, 'on-port.ts'), `${fallback}`, 'echo', 'on'], {
    env: { ...process.env, PORT: '', ...variables },
    encoding: 'utf8',
  });

test('on-port runs a command with the default port, or that of PORT', async () => {
  const [one, other] = [await freePort(), await freePort()];
  expect(run(one)).toMatchObject({ status: 0, stdout: `on ${one}\n` });
  expect(run(one, { PORT: `${other}` })).toMatchObject({ status: 0, stdout: `on ${other}\n` });
});

test('on-port names the variable of a port that is in use, and does not run the command', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(run(port)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: `Port ${port} is in use. PORT chooses another one, such as PORT=${port + 1}.\n`,
  });
  server.close();
});

test.each([
  ['package.json', 'start', /on-port\.ts 6006 storybook dev /],
  ['site/package.json', 'preview', /on-port\.ts 4173 vitepress preview /],
])('%s starts its server through on-port', (file, name, command) => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(manifest.scripts[name]).toMatch(command);
});
