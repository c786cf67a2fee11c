import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorOf } from './markdown/links.ts';

const root = join(import.meta.dirname, '..');

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

const anchorsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** Of images in HTML. */
const sourcesOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\s(?:src|srcset)="([^"]+)"/g)].map(([, source = '']) => source);

const isAbsolute = (link: string): boolean => /^[a-z]+:/.test(link);

/** Where GitHub shows a file or a folder of the main branch. */
const REPOSITORY = /^https:\/\/github\.com\/secure-stream\/secure-stream\/(?:blob|tree)\/main\//;

function problemOf(page: string, link: string): string | undefined {
  const isOurs = REPOSITORY.test(link);
  if (isAbsolute(link) && !isOurs) return undefined;
  const [path = '', anchor] = link.replace(REPOSITORY, '').split('#');
  const target = path ? join(root, isOurs ? '.' : dirname(page), decodeURI(path)) : join(root, page);
  if (!existsSync(target)) return `${link}: no such file`;
  if (anchor && statSync(target).isFile() && !anchorsOf(target).includes(anchor)) return `${link}: no such heading`;
  return undefined;
}

/** Paths of the repository in code spans, such as `packages/element/src/entries/define.ts`. */
const pathsOf = (text: string): string[] =>
  [...text.matchAll(/`((?:bench|docs|e2e|examples|packages|scripts|stories)\/[\w./-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !/\/dist\/|NNNN/.test(path));

const published = readdirSync(join(root, 'packages')).filter((name) => {
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest;
  return !manifest.private;
});

interface Manifest {
  readonly private?: boolean;
}

describe('links in the documentation', () => {
  test('finds the pages', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/engines.md', 'packages/element/README.md']));
  });

  test.each(pages)('%s links to files and headings that exist', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const links = [...linksOf(text), ...sourcesOf(text)];
    expect(links.flatMap((link) => problemOf(page, link) ?? [])).toEqual([]);
  });

  // VitePress looks for a package otherwise.
  test.each(pages.filter((page) => page.startsWith('docs/')))('%s names images by a path with a dot', (page) => {
    const sources = sourcesOf(readFileSync(join(root, page), 'utf8'));
    expect(sources.filter((source) => !isAbsolute(source) && !source.startsWith('.'))).toEqual([]);
  });

  test.each(published)('of the README of %s work on npm, outside of the repository', (name) => {
    const links = linksOf(readFileSync(join(root, 'packages', name, 'README.md'), 'utf8'));
    expect(links.filter((link) => !isAbsolute(link) && !link.startsWith('#'))).toEqual([]);
  });

  test.each(published)('of texts of %s, which users read, are whole URLs of pages that exist', (name) => {
    const folder = join(root, 'packages', name, 'src');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
    const links = files.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/['"`](\S*docs\/(?:errors|guides)\/[\w-]+\.md)['"`]/g)].map(
        ([, link = '']) => link,
      ),
    );
    expect(links.filter((link) => !REPOSITORY.test(link) || problemOf('README.md', link) !== undefined)).toEqual([]);
  });

  test.each(pages.filter((page) => !page.startsWith(TEMPLATES)))(
    '%s names paths of the repository that exist',
    (page) => {
      const paths = pathsOf(readFileSync(join(root, page), 'utf8'));
      expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    },
  );
});
