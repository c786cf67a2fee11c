import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCUMENTED_PACKAGES } from './docs/package-docs.ts';
import { PUBLISHED_PACKAGES } from './published-packages.ts';
import { findReleaseNotes } from './versions.ts';

/**
 * Packs the built packages, and checks the tarballs: the files that come with the code, then what
 * their manifests promise and their types. `npm run release:pack -- FOLDER` keeps the tarballs
 * there, each with the notes of its release.
 */
const kept = process.argv[2];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'secure-stream-packages-'));
// Everything here packs. Each `prepack` would build everything again, while tests read `dist`.
const env = { ...process.env, npm_config_ignore_scripts: 'true' };
const tarballs = pack(PUBLISHED_PACKAGES.map((name) => `./packages/${name}`));
for (const [index, name] of PUBLISHED_PACKAGES.entries()) {
  const { version, exports } = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')) as Manifest;
  const packed = tarballs[index] as Packed;
  const tarball = join(folder, packed.filename);
  writeFileSync(tarball.replace(/\.tgz$/, '.md'), readNotes(`packages/${name}/CHANGELOG.md`, version));
  const isDocumented = DOCUMENTED_PACKAGES.some((documented) => documented === name);
  const files = new Set(packed.files.map(({ path }) => path));
  const missing = ['LICENSE', 'README.md', ...(isDocumented ? ['docs/README.md'] : [])].filter(
    (file) => !files.has(file),
  );
  report(
    `${name}: tarball`,
    missing.map((file) => `${file} is not in it`),
  );
  check(`${name}: publint`, ['publint', tarball, '--strict']);
  // A package with only a command has no types.
  if (exports) check(`${name}: are the types wrong`, ['attw', tarball, '--profile', 'esm-only', '--format', 'ascii']);
}
if (!kept) rmSync(folder, { recursive: true });

interface Manifest {
  readonly version: string;
  readonly exports?: object;
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

function pack(paths: readonly string[]): readonly Packed[] {
  const args = ['pack', '--json', '--pack-destination', folder, ...paths];
  return JSON.parse(spawnSync('npm', args, { encoding: 'utf8', env }).stdout) as readonly Packed[];
}

/** The first release has no changelog before its versions are raised. */
function readNotes(changelog: string, version: string): string {
  return existsSync(changelog) ? findReleaseNotes(readFileSync(changelog, 'utf8'), version) : '';
}

function check(title: string, [command = '', ...args]: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(join('node_modules/.bin', command), args, { encoding: 'utf8', env });
  report(title, status === 0 ? [] : [stdout, stderr]);
}

function report(title: string, problems: readonly string[]): void {
  console.log(`${problems.length === 0 ? 'ok ' : 'BAD'} ${title}`);
  if (problems.length > 0) process.exitCode = 1;
  for (const problem of problems) console.log(problem);
}
