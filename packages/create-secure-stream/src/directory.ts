import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';

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
