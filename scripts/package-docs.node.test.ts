import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorOf } from './markdown/links.ts';
import { renderPackageDocs } from './package-docs.ts';

const root = join(import.meta.dirname, '..');

const withoutCode = (text: string): string => text.replace(/^ *```[^]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');
const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe.each(['element', 'react', 'signer', 'origin'] as const)('the documentation in @secure-stream/%s', (name) => {
  const docs = renderPackageDocs(root, name);

  test('has an index of all pages', () => {
    const index = linksOf(docs.get('docs/README.md') ?? '').map((link) => `docs/${link}`);
    expect(index.toSorted()).toEqual([...docs.keys()].filter((path) => path !== 'docs/README.md').toSorted());
    expect(index.length).toBeGreaterThan(2);
  });

  test('links only to headings of its own pages, and to whole URLs', () => {
    const broken = [...docs].flatMap(([page, text]) =>
      linksOf(text)
        .filter((link) => !link.startsWith('https:'))
        .filter((link) => {
          const [path = '', anchor] = link.split('#');
          const target = docs.get(path ? posix.join(posix.dirname(page), path) : page);
          return target === undefined || (anchor !== undefined && !anchorsOf(target).includes(anchor));
        })
        .map((link) => `${page}: ${link}`),
    );
    expect(broken).toEqual([]);
  });
});

test('a link out of the package leads to the file on GitHub', () => {
  const text = renderPackageDocs(root, 'origin').get('docs/start/README.md');
  expect(text).toContain('(https://github.com/secure-stream/secure-stream/blob/main/docs/guides/server-node.md)');
});

test('an image is shown from its raw file', () => {
  const text = renderPackageDocs(root, 'element').get('docs/guides/player.md');
  expect(text).toContain(
    '(https://raw.githubusercontent.com/secure-stream/secure-stream/main/docs/images/player-settings.png)',
  );
});
