import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { relinkMarkdown } from './links.ts';

/** The pages of `docs/` that a package contains. */
const PAGES = {
  element:
    /^(api|engines|browsers|start\/README|errors\/.+|guides\/(player|theming|troubleshooting|csp|security|viewing-limits|watermark|vue|svelte|solid|angular|migrate-.+))\.md$/,
  react: /^(api|start\/(react|next)|errors\/.+|guides\/(player|theming|security|migrate-stream-react))\.md$/,
  signer:
    /^(stream-facts|start\/(README|next|worker)|guides\/(check|server-.+|viewing-limits|watermark|scale|security|threat-model))\.md$/,
  origin: /^(stream-facts|origin-refusals|start\/README)\.md$/,
} as const;

export const DOCUMENTED_PACKAGES = Object.keys(PAGES) as (keyof typeof PAGES)[];

/** The documentation in the tarball of a package, by path. Links work inside the package: they lead to a file in it, or to GitHub. */
export function renderPackageDocs(root: string, name: keyof typeof PAGES): ReadonlyMap<string, string> {
  const pages = new Map(
    readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((path) => PAGES[name].test(path))
      .toSorted()
      .map((path) => [`docs/${path}`, `docs/${path}`]),
  );
  const texts = [...pages.keys()].map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
  const index = texts.map(
    ([path, text]) => `- [${/^# (.+)$/m.exec(text)?.[1] ?? path}](${path.slice('docs/'.length)})\n`,
  );
  return new Map([
    ['docs/README.md', `# Documentation of @secure-stream/${name}\n\n${index.join('')}`],
    ...texts.map(([path, text]) => [path, relinkMarkdown(text, path, path, pages)] as const),
  ]);
}
