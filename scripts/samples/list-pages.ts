import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['docs', 'skills', 'examples', 'packages'];
/** The documentation of a package is a copy that `npm run build` writes. */
const SKIPPED = /(^|\/)(node_modules|dist|\.next|test)\/|^packages\/[^/]+\/docs\//;

/** The Markdown files that users read, from `root`. */
export function listUserPages(root: string): string[] {
  const nested = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  return ['README.md', 'SECURITY.md', 'site/index.md', ...nested].filter(
    (path) => path.endsWith('.md') && !SKIPPED.test(path) && !path.endsWith('CHANGELOG.md'),
  );
}
