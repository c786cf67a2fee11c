import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = ['element', 'session', 'react', 'signer', 'origin', 'create-secure-stream'];

/** The Markdown files of the repository that are pages of the site, with their paths there, such as `docs/api.md` → `api.md`. */
export function listPages(root: string): ReadonlyMap<string, string> {
  const docs = listMarkdown(root, 'docs').map((source) => [source, source.slice('docs/'.length)] as const);
  const own = ['index.md', 'playground.md'].map((page) => [`site/${page}`, page] as const);
  const types = listMarkdown(root, 'site/typescript').map((source) => [source, source.slice('site/'.length)] as const);
  const readmes = PACKAGES.map((name) => [`packages/${name}/README.md`, `packages/${name}.md`] as const);
  return new Map([
    ...own,
    ...docs.map(([source, page]) => [source, page.replace(/README\.md$/, 'index.md')] as const),
    ['docs/README.md', 'contents.md'],
    ...types,
    ...readmes,
    ['SECURITY.md', 'security-policy.md'],
    ['skills/add-private-video/SKILL.md', 'guides/skill.md'],
  ]);
}

/** The paths from `root` of the Markdown files of a folder. Nothing if there is no such folder. */
function listMarkdown(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => `${folder}/${path}`)
      .toSorted();
  } catch {
    return [];
  }
}
