import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FOLDER, listHtml } from './built-site.ts';

const pages = new Map(listHtml().map((page) => [page, readFileSync(join(FOLDER, page), 'utf8')]));

const decode = (text: string): string => text.replaceAll('&amp;', '&');
const attributesOf = (html: string, names: string): string[] =>
  [...html.matchAll(new RegExp(` (?:${names})="([^"]*)"`, 'g'))].map(([, value = '']) => decode(value));

const anchors = new Map([...pages].map(([page, html]) => [page, new Set(attributesOf(html, 'id'))]));

/** Why a link leads nowhere, if it does. */
function problemOf(page: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path ? posix.join(path.startsWith('/') ? '' : posix.dirname(page), path).replace(/^\//, '') : page;
  const file = target === '' || target.endsWith('/') ? `${target}index.html` : target;
  if (!existsSync(join(FOLDER, file))) return `${page}: ${link}: no such file`;
  if (anchor && !anchors.get(file)?.has(decodeURIComponent(anchor))) return `${page}: ${link}: no such heading`;
  return undefined;
}

describe('the built site', () => {
  test('has the pages that a reader looks for', () => {
    expect([...pages.keys()]).toEqual(
      expect.arrayContaining([
        'index.html',
        'start/index.html',
        'guides/player.html',
        'api.html',
        'errors/token-expired.html',
        'typescript/signer.html',
        'decisions/index.html',
        'packages/origin.html',
      ]),
    );
  });

  test('links to files and headings that exist', () => {
    const problems = [...pages].flatMap(([page, html]) =>
      attributesOf(html, 'href|src')
        .filter((link) => !/^(?:[a-z]+:|\/\/)/.test(link))
        .flatMap((link) => problemOf(page, link) ?? []),
    );
    expect(problems).toEqual([]);
  });

  test('has each page of the repository as Markdown too, and names them in llms.txt', () => {
    const index = readFileSync(join(FOLDER, 'llms.txt'), 'utf8');
    const links = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links).toContain('guides/player.md');
    expect(links.filter((link) => !link.startsWith('https:') && !existsSync(join(FOLDER, link)))).toEqual([]);
  });

  test('has links in its Markdown that lead to Markdown beside it', () => {
    const text = readFileSync(join(FOLDER, 'guides/player.md'), 'utf8');
    expect(text).toContain('(theming.md#languages)');
    expect(text).toContain('(../api.md#attributes-of-the-player)');
  });
});
