import { spawnSync } from 'node:child_process';

/** Asks two judges whether the built packages resolve, with their types, for whoever installs them. */
let broken = false;
for (const name of ['element', 'react', 'signer', 'origin']) {
  judge(`${name}: publint`, ['publint', `packages/${name}`, '--strict']);
  judge(`${name}: are the types wrong`, [
    'attw',
    '--pack',
    `packages/${name}`,
    '--profile',
    'esm-only',
    '--format',
    'ascii',
  ]);
}
process.exitCode = broken ? 1 : 0;

function judge(title: string, command: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', ...command], { encoding: 'utf8' });
  console.log(`${status === 0 ? 'ok ' : 'BAD'} ${title}`);
  if (status === 0) return;
  broken = true;
  console.log(stdout, stderr);
}
