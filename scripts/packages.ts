import { spawnSync } from 'node:child_process';

/** Checks with two tools whether the built packages and their types resolve for a user. */
let hasFailed = false;
for (const name of ['element', 'react', 'signer', 'origin']) {
  check(`${name}: publint`, ['publint', `packages/${name}`, '--strict']);
  check(`${name}: are the types wrong`, [
    'attw',
    '--pack',
    `packages/${name}`,
    '--profile',
    'esm-only',
    '--format',
    'ascii',
  ]);
}
process.exitCode = hasFailed ? 1 : 0;

function check(title: string, command: readonly string[]): void {
  // Both tools pack the package. Its `prepack` would build everything again, while tests read `dist`.
  const env = { ...process.env, npm_config_ignore_scripts: 'true' };
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', ...command], { encoding: 'utf8', env });
  console.log(`${status === 0 ? 'ok ' : 'BAD'} ${title}`);
  if (status === 0) return;
  hasFailed = true;
  console.log(stdout, stderr);
}
