import { readdirSync, readFileSync } from 'node:fs';

/** A file that holds tests, or what a page of a frame imports (`*.page.ts`), with the marks on its first lines. */
export interface TestFile {
  /** From the repository's root. */
  readonly path: string;
  /**
   * The reason of each mark, by its name. A mark is a comment at the top of a file, `// @name: reason`:
   *
   * - `@browsers all`: `npm test` runs the file in Firefox and WebKitGTK too, because they decide its outcome.
   * - `@browsers firefox` (or `webkit`): the same for one of them.
   * - `@react 18`: `npm test` runs the file with React 18 too.
   * - `@tier all`: only `npm run test:all` runs the file.
   * - `@alone`: the file has a core of its own: it runs after all others, beside others with this mark.
   * - `@pending webkit` (or `firefox`): the file does not pass in that browser yet.
   */
  readonly marks: ReadonlyMap<string, string>;
}

const FOLDERS = ['packages', 'scripts', 'bench', 'stories', 'e2e'] as const;
const GENERATED = /(^|\/)(node_modules|dist|\.types)\//;
const TESTS = /\.(test|stories|page)\.tsx?$/;
const MARK = /^\/\/ @([^:]+): (.+)$/;

export function listTestFiles(): readonly TestFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
  )
    .filter((path) => TESTS.test(path) && !GENERATED.test(path))
    .map((path) => ({ path, marks: readMarks(readFileSync(path, 'utf8')) }));
}

/** Exported for its tests. */
export function readMarks(text: string): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, reason] = MARK.exec(line) ?? [];
    if (!name || !reason) break;
    marks.set(name, reason);
  }
  return marks;
}
