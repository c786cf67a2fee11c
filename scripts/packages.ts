import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DOCUMENTED_PACKAGES } from './docs/package-docs.ts';
import { PUBLISHED_PACKAGES } from './published-packages.ts';

/** Checks the built packages as a user gets them: the files that come with the code, then what their manifests promise and their types. */
// Everything here packs. Each `prepack` would build everything again, while tests read `dist`.
const env = { ...process.env, npm_config_ignore_scripts: 'true' };
for (const name of PUBLISHED_PACKAGES) {
  const path = `packages/${name}`;
  const isDocumented = DOCUMENTED_PACKAGES.some((documented) => documented === name);
  const files = new Set(listFiles(path));
  const missing = ['LICENSE', 'README.md', ...(isDocumented ? ['docs/README.md'] : [])].filter(
    (file) => !files.has(file),
  );
  report(
    `${name}: tarball`,
    missing.map((file) => `${file} is not in it`),
  );
  check(`${name}: publint`, ['publint', path, '--strict']);
  // A package with only a command has no types.
  const { exports } = JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as { readonly exports?: object };
  if (exports)
    check(`${name}: are the types wrong`, ['attw', '--pack', path, '--profile', 'esm-only', '--format', 'ascii']);
}

function listFiles(path: string): string[] {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', `./${path}`], { encoding: 'utf8', env });
  const [packed] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }];
  return packed.files.map((file) => file.path);
}

function check(title: string, command: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', ...command], { encoding: 'utf8', env });
  report(title, status === 0 ? [] : [stdout, stderr]);
}

function report(title: string, problems: readonly string[]): void {
  console.log(`${problems.length === 0 ? 'ok ' : 'BAD'} ${title}`);
  if (problems.length > 0) process.exitCode = 1;
  for (const problem of problems) console.log(problem);
}
