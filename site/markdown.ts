import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { relinkMarkdown, resolveLink } from '../scripts/docs/links.ts';
import { renderLlms } from '../scripts/docs/llms.ts';

/** A comment that GitHub does not show, and that the site replaces by a demo: `<!-- demo: watermark -->`. */
export const DEMO_COMMENT = /^<!-- demo: ([a-z-]+) -->\s*$/;

/** The same for the calculator of the bill: `<!-- calculator -->`. */
const CALCULATOR_COMMENT = /^<!-- calculator -->\s*$/;

/** Adapts Markdown that is written for GitHub: its links, its demos, and the calculator. */
export function adaptMarkdown(markdown: MarkdownRenderer, root: string, pages: ReadonlyMap<string, string>): void {
  markdown.core.ruler.push('secure-stream', ({ tokens, env }) => {
    // VitePress also parses titles, without a file.
    const { realPath, path } = env as { readonly realPath?: string; readonly path?: string };
    if (!path) return;
    const source = relative(root, realPath ?? path);
    for (const token of tokens) {
      const demo = token.type === 'html_block' && DEMO_COMMENT.exec(token.content)?.[1];
      if (demo) token.content = `<LiveDemo name="${demo}" />\n`;
      if (CALCULATOR_COMMENT.test(token.content)) token.content = '<BillCalculator />\n';
      for (const child of token.children ?? []) {
        const href = child.type === 'link_open' && child.attrGet('href');
        if (href) child.attrSet('href', resolveLink(source, href, pages));
        // Vue would evaluate what is between `{{` and `}}`.
        if (child.type === 'code_inline') child.attrSet('v-pre', '');
      }
    }
  });
}

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
