import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A code block of the documentation. */
export interface Sample {
  /** The file and the line of the block, such as `docs/api.md:12`. */
  readonly place: string;
  readonly language: string;
  readonly code: string;
  /** The words after the language. `fragment`: no complete module, so it is not compiled. `continues`: it uses the names of the block above. */
  readonly marks: readonly string[];
}

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

/** Reads the code blocks of a Markdown file, in order. `path` is relative to `root`. */
export function readSamples(root: string, path: string): Sample[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/^( *)```(\w+)([^\n]*)\n([^]*?)^\1```$/gm)].map(
    ({ index, 1: indent = '', 2: language = '', 3: marks = '', 4: code = '' }) => ({
      place: `${path}:${text.slice(0, index).split('\n').length}`,
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      marks: marks.trim().split(/\s+/).filter(Boolean),
    }),
  );
}

/** Joins each block that continues another to it: to the one above it in the same language. */
export const joinSamples = (samples: readonly Sample[]): Sample[] =>
  samples.reduce<Sample[]>((joined, sample) => {
    if (!sample.marks.includes('continues')) return [...joined, sample];
    const index = joined.findLastIndex(({ language }) => language === sample.language);
    const previous = joined[index];
    if (!previous) throw new Error(`${sample.place} continues nothing`);
    return joined.with(index, { ...previous, code: `${previous.code}\n${sample.code}` });
  }, []);
