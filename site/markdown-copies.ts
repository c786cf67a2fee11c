import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderLlms } from '../scripts/docs/llms.ts';
import { relinkMarkdown, resolveLink } from '../scripts/docs/links.ts';

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
