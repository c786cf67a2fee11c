import { readdirSync } from 'node:fs';

const FOLDERS = ['packages', 'scripts', 'bench', 'stories', 'e2e'] as const;
const GENERATED = /(^|\/)(node_modules|dist|\.types)\//;

/** The paths of all files that may be tests, from the repository's root. */
export function listFiles(): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  ).filter((path) => !GENERATED.test(path));
}
