import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PUBLISHED_PACKAGES } from '../published-packages.ts';
import { anchorOf } from './links.ts';
import { DOCUMENTED_PACKAGES, renderPackageDocs } from './package-docs.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const FOLDERS = ['.changeset', '.github', 'docs', 'e2e', 'examples', 'packages', 'skills'];
const GENERATED = /(^|\/)(node_modules|dist|\.next)\/|^packages\/[^/]+\/docs\//;

/** Their README becomes that of an app, and names its files. */
const TEMPLATES = 'packages/create-secure-stream/template/';

const pages = [
  ...readdirSync(root),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  ),
].filter((path) => path.endsWith('.md') && !GENERATED.test(path));

const withoutCode = (text: string): string => text.replace(/^ *```[^]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');

const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Links, and images in Markdown and HTML. */
const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)|\s(?:src|srcset)="([^"]+)"/g)].map(
    ([, link, source = '']) => link ?? source,
  );

const isAbsolute = (link: string): boolean => /^[a-z]+:/.test(link);

/** Where GitHub shows a file or a folder of the main branch. */
const REPOSITORY = /^https:\/\/github\.com\/secure-stream\/secure-stream\/(?:blob|tree)\/main\//;

function problemOf(page: string, link: string): string | undefined {
  const isOurs = REPOSITORY.test(link);
  if (isAbsolute(link) && !isOurs) return undefined;
  const [path = '', anchor] = link.replace(REPOSITORY, '').split('#');
  const target = path ? join(isOurs ? '.' : dirname(page), decodeURI(path)) : page;
  if (!existsSync(join(root, target))) return `${link}: no such file`;
  if (anchor && statSync(join(root, target)).isFile() && !anchorsOf(read(target)).includes(anchor))
    return `${link}: no such heading`;
  return undefined;
}

/** Paths of the repository in code spans, such as `packages/element/src/index.ts`. */
const PATH = /`((?:bench|docs|e2e|examples|packages|scripts|site|stories)\/[\w./-]+)`/g;

/** Paths in the texts for contributors, which may also start in a package or in the source of the element. */
const SHORT_PATH = /`([\w.-]+\/[\w./-]+\.ts)`/g;
const STARTS = ['', 'packages', 'packages/element/src', 'packages/origin/src'];

function missingPaths(page: string): string[] {
  const isForContributors = /^(?:ARCHITECTURE\.md|docs\/contributing\/)/.test(page);
  return [...read(page).matchAll(isForContributors ? SHORT_PATH : PATH)]
    .map(([, path = '']) => path)
    .filter((path) => !/\/dist(\/|$)|NNNN/.test(path))
    .filter((path) => !(isForContributors ? STARTS : ['']).some((start) => existsSync(join(root, start, path))));
}

describe('the documentation', () => {
  test('is found', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/engines.md', 'packages/element/README.md']));
  });

  test.each(pages)('links to files and headings that exist in %s', (page) => {
    expect(linksOf(read(page)).flatMap((link) => problemOf(page, link) ?? [])).toEqual([]);
  });

  test.each(pages.filter((page) => !page.startsWith(TEMPLATES)))('names paths that exist in %s', (page) => {
    expect(missingPaths(page)).toEqual([]);
  });
});

describe('the texts of a published package', () => {
  test.each(PUBLISHED_PACKAGES)('link to whole URLs in the README of %s, which npm shows', (name) => {
    const links = linksOf(read(`packages/${name}/README.md`));
    expect(links.filter((link) => !isAbsolute(link) && !link.startsWith('#'))).toEqual([]);
  });

  test.each(PUBLISHED_PACKAGES)('name whole URLs of pages that exist in the code of %s', (name) => {
    const folder = join(root, 'packages', name, 'src');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
    const links = files.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/['"`](\S*docs\/(?:errors|guides)\/[\w-]+\.md)['"`]/g)].map(
        ([, link = '']) => link,
      ),
    );
    expect(links.filter((link) => !REPOSITORY.test(link) || problemOf('README.md', link) !== undefined)).toEqual([]);
  });

  test.each(DOCUMENTED_PACKAGES)('link to each other or to whole URLs in the docs of %s', (name) => {
    const docs = renderPackageDocs(root, name);
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
    expect(docs.size).toBeGreaterThan(3);
  });
});
