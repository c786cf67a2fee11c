import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { renderLlms } from '../scripts/llms.ts';
import { resolveLink } from './links.ts';

/** Writes each page as Markdown beside its HTML (`guides/player.md` beside `guides/player.html`), and `llms.txt`, for programs that read. */
export function writeMarkdownCopies(root: string, pages: ReadonlyMap<string, string>, outDir: string): void {
  for (const [source, page] of pages) {
    if (source.startsWith('site/') && !source.startsWith('site/typescript/')) continue;
    const file = join(outDir, page);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, relinkMarkdown(readFileSync(join(root, source), 'utf8'), source, page, pages));
  }
  writeFileSync(
    join(outDir, 'llms.txt'),
    renderLlms((path) => resolveLink('README.md', path, pages).replace(/^\//, '')),
  );
}

/** Makes the links of a page lead to pages beside it, or to GitHub. Relative ones work at each base path. */
function relinkMarkdown(text: string, source: string, page: string, pages: ReadonlyMap<string, string>): string {
  return outsideCode(text, (prose) =>
    prose.replaceAll(/(!?\[[^\]]*\]\()([^)\s]+)\)/g, (_match, start: string, link: string) => {
      const target = resolveLink(source, link, pages);
      return `${start}${target.startsWith('/') ? posix.relative(posix.dirname(page), target.slice(1)) : target})`;
    }),
  );
}

/** Applies a change to the parts of a Markdown text that are not code. */
const outsideCode = (text: string, change: (prose: string) => string): string =>
  text
    .split(/(^ *```[^]*?^ *```|`[^`\n]+`)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
