import { posix } from 'node:path';
import { resolveLink } from './links.ts';

const BLOB = 'https://github.com/secure-stream/secure-stream/blob/';
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
