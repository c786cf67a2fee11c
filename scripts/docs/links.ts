import { posix } from 'node:path';

const GITHUB = 'https://github.com/secure-stream/secure-stream';
const IN_REPOSITORY =
  /^https:\/\/(?:github\.com\/secure-stream\/secure-stream\/(?:blob|tree)|raw\.githubusercontent\.com\/secure-stream\/secure-stream)\/main\//;

/**
 * Where a link of a Markdown file leads on the site. The files are written for GitHub and npm, so a link names a file of the repository: by
 * its path from the linking file, or by its URL. Returns the absolute path of a page (`/guides/player.md#keys`), the URL on GitHub of a
 * file that is no page, or the link as it is if it leads elsewhere.
 */
export function resolveLink(source: string, link: string, pages: ReadonlyMap<string, string>): string {
  const isOurs = IN_REPOSITORY.test(link);
  if (link.startsWith('#') || link.startsWith('/') || (/^[a-z]+:/.test(link) && !isOurs)) return link;
  const [path = '', ...fragment] = link.replace(IN_REPOSITORY, '').split('#');
  const hash = fragment.length > 0 ? `#${fragment.join('#')}` : '';
  const target = posix.join(isOurs ? '.' : posix.dirname(source), path).replace(/\/$/, '');
  const page = pages.get(target) ?? pages.get(`${target}/README.md`);
  if (page) return `/${page}${hash}`;
  const isFile = /\.\w+$/.test(target) || target === 'LICENSE';
  return `${GITHUB}/${isFile ? 'blob' : 'tree'}/main/${target}${hash}`;
}

const BLOB = `${GITHUB}/blob/`;
const RAW = 'https://raw.githubusercontent.com/secure-stream/secure-stream/';

/** Code, which stays as it is, or the end of a link or an image. The text of a link may contain code. */
const CODE_OR_LINK = /^ *```[^]*?^ *```|`[^`\n]+`|(!\[[^\]\n]*)?\]\(([^)\s]+)\)/gm;

/**
 * Returns the text of a Markdown file for another place, `page`, beside the other `pages`. Links to these become relative; links to other
 * files of the repository become URLs on GitHub.
 */
export const relinkMarkdown = (
  text: string,
  source: string,
  page: string,
  pages: ReadonlyMap<string, string>,
): string =>
  text.replaceAll(CODE_OR_LINK, (match, image: string | undefined, link: string | undefined) => {
    if (link === undefined) return match;
    const target = resolveLink(source, link, pages);
    if (image) return `${image}](${target.replace(BLOB, RAW)})`;
    return `](${target.startsWith('/') ? posix.relative(posix.dirname(page), target.slice(1)) : target})`;
  });

/** The anchor that GitHub gives to a heading, so that one link works on GitHub and on the site. */
export const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
