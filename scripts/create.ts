import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PUBLISHED_PACKAGES } from './published-packages.ts';

/**
 * `npm run create -- DIRECTORY [options]`: what `npm create secure-stream@latest` does, and
 * `npm install`, with the packages of this repository. The app keeps them in its folder `packages`.
 */
const [directory = '', ...options] = process.argv.slice(2);
if (!directory || directory.startsWith('-')) fail('Name a directory: npm run create -- ../my-app');

console.log('Building the packages, which takes a minute or two.');
run('.', 'npm', 'run', '--silent', 'build');
run('.', process.execPath, 'packages/create-secure-stream/dist/cli.js', directory, ...options);

const { dependencies } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const names = PUBLISHED_PACKAGES.filter(
  (name) =>
    name !== 'create-secure-stream' && (name !== 'react' || Object.hasOwn(dependencies, '@secure-stream/react')),
);
const folder = resolve(directory, 'packages');
mkdirSync(folder);
// `prepack` would build again.
run(
  '.',
  'npm',
  'pack',
  '--silent',
  '--ignore-scripts',
  '--pack-destination',
  folder,
  ...names.map((name) => `./packages/${name}`),
);
run(directory, 'npm', 'install', '--no-audit', '--no-fund', ...readdirSync(folder).map((file) => `./packages/${file}`));

function run(cwd: string, command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
