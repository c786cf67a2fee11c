import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Answers } from './answers.js';
import { mergeManifests, partsOf, type Manifest } from './compose.js';
import { findDirectoryProblem, packageNameOf } from './directory.js';
import { UsageError } from './usage-error.js';

const TEMPLATE = join(import.meta.dirname, '../template');

/** Writes the app. Throws a `UsageError` if the directory has contents already. */
export function writeApp(answers: Answers): void {
  const { directory } = answers;
  const problem = findDirectoryProblem(directory);
  if (problem) throw new UsageError(problem);
  const parts = partsOf(answers).map((part) => join(TEMPLATE, part));
  mkdirSync(directory, { recursive: true });
  for (const part of parts)
    cpSync(part, directory, { recursive: true, filter: (source) => basename(source) !== 'package.json' });
  // npm packs no file with this name.
  renameSync(join(directory, '_gitignore'), join(directory, '.gitignore'));
  const manifests = parts.map((part) => join(part, 'package.json')).filter((path) => existsSync(path));
  const manifest = mergeManifests(packageNameOf(directory), manifests.map(readManifest));
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

const readManifest = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
