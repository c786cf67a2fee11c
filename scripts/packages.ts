import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DOCUMENTED_PACKAGES } from './docs/package-docs.ts';
import { PUBLISHED_PACKAGES } from './published-packages.ts';
import { findTarballProblems, type PackageManifest } from './tarball.ts';

/** Checks whether the built packages and their types resolve for a user: what the tarball contains, then with two tools. */
// Everything here packs. Each `prepack` would build everything again, while tests read `dist`.
const env = { ...process.env, npm_config_ignore_scripts: 'true' };
let hasFailed = false;
for (const name of PUBLISHED_PACKAGES) {
  const manifest = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')) as PackageManifest;
  checkTarball(name, manifest);
  check(`${name}: publint`, ['publint', `packages/${name}`, '--strict']);
  // A package with only a command has no types.
  if (manifest.exports)
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
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', ...command], { encoding: 'utf8', env });
  report(title, status === 0 ? [] : [stdout, stderr]);
}

function checkTarball(name: string, manifest: PackageManifest): void {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', `./packages/${name}`], { encoding: 'utf8', env });
  const [packed] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }];
  report(
    `${name}: tarball`,
    findTarballProblems(
      manifest,
      packed.files.map(({ path }) => path),
      { isDocumented: DOCUMENTED_PACKAGES.some((documented) => documented === name) },
    ),
  );
}

function report(title: string, problems: readonly string[]): void {
  console.log(`${problems.length === 0 ? 'ok ' : 'BAD'} ${title}`);
  if (problems.length > 0) hasFailed = true;
  for (const problem of problems) console.log(problem);
}
