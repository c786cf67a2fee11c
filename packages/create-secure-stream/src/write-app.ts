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
