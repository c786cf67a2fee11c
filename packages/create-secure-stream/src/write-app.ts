import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Answers, UsageError } from './answers.js';

const TEMPLATE = join(import.meta.dirname, '../template');

/** Writes the app. Throws a `UsageError` if the directory has contents already. */
export function writeApp(answers: Answers): void {
  const { directory } = answers;
  const problem = findDirectoryProblem(directory);
  if (problem) throw new UsageError(problem);
  const parts = partsOf(answers).map((part) => join(TEMPLATE, part));
  mkdirSync(directory, { recursive: true });
  for (const part of parts)
    cpSync(part, directory, { recursive: true, filter: (source) => !JOINED.includes(basename(source)) });
  // npm packs no file with this name.
  renameSync(join(directory, '_gitignore'), join(directory, '.gitignore'));
  const readAll = (file: string) =>
    parts
      .map((part) => join(part, file))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'utf8'));
  writeFileSync(join(directory, 'README.md'), readAll('README.md').join('\n'));
  const manifests = readAll('package.json').map((text) => JSON.parse(text) as Manifest);
  const manifest = mergeManifests(packageNameOf(directory), manifests);
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Files of which each part has its own share. */
const JOINED = ['README.md', 'package.json'];

/** The folders of `template/` of which an app is made. A file of a later one replaces the same file of an earlier one. */
function partsOf({ framework, server, hasViewingLimits }: Answers): readonly string[] {
  const limits = server === 'worker' ? 'viewing-limits-worker' : 'viewing-limits';
  return ['common', ...(server ? ['vite', framework, server] : [framework]), ...(hasViewingLimits ? [limits] : [])];
}

/** A `package.json`, as far as it is merged. */
type Manifest = Readonly<Record<string, string | boolean | Readonly<Record<string, string>>>>;

/** Merges the `package.json` of several parts: objects by their keys, in the order of npm for dependencies. */
export function mergeManifests(name: string, manifests: readonly Manifest[]): Manifest {
  const merged: Record<string, Manifest[string]> = { name };
  for (const manifest of manifests)
    for (const [key, value] of Object.entries(manifest)) {
      const before = merged[key];
      merged[key] = typeof value === 'object' && typeof before === 'object' ? { ...before, ...value } : value;
    }
  for (const key of ['dependencies', 'devDependencies']) merged[key] = sortKeys(merged[key] as Record<string, string>);
  return merged;
}

const sortKeys = (object: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** Says why an app cannot be written to a directory: nothing that exists is ever overwritten. */
export function findDirectoryProblem(directory: string): string | undefined {
  if (!existsSync(directory)) return undefined;
  if (!statSync(directory).isDirectory()) return `${directory} exists and is not a directory.`;
  return readdirSync(directory).length > 0 ? `${directory} is not empty. Choose another directory.` : undefined;
}

/** A name that npm accepts in a `package.json`, after the directory. */
export function packageNameOf(directory: string): string {
  const name = basename(resolve(directory))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return name || 'private-video';
}
