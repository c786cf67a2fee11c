import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** Where the Markdown of the main branch is served as text. */
const RAW = 'https://raw.githubusercontent.com/secure-stream/secure-stream/main/';

type UrlOf = (path: string) => string;

const renderHeader = (urlOf: UrlOf) => `# secure-stream

> A video player for private Cloudflare Stream videos that renews its signed token during playback, with the token endpoint for the server, a React component, and a local Cloudflare Stream for development and tests.

To add a private video to a site, follow [the skill](${urlOf('skills/add-private-video/SKILL.md')}) step by step.
`;

/**
 * `llms.txt` (llmstxt.org): the index of the documentation, as lists with URLs of Markdown. `urlOf` gets paths of the repository. Default: the
 * text of the main branch.
 */
export function renderLlms(urlOf: UrlOf = (path) => `${RAW}${path}`): string {
  const index = readFileSync(new URL('../../docs/README.md', import.meta.url), 'utf8');
  const sections = index.split(/^## /m).slice(1);
  return [renderHeader(urlOf), ...sections.map((section) => renderSection(section, urlOf))].join('\n');
}

function renderSection(section: string, urlOf: UrlOf): string {
  const [title = '', ...lines] = section.split('\n');
  // The first two lines of a table are its head.
  const rows = lines.filter((line) => line.startsWith('|')).slice(2);
  return `## ${title}\n\n${rows.flatMap((row) => renderRow(row, urlOf)).join('\n')}\n`;
}

function renderRow(row: string, urlOf: UrlOf): string[] {
  const [, links = '', description = ''] = row.split('|').map((cell) => cell.trim());
  const [prefix = ''] = links.split('[');
  return [...links.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(
    ([, name, path = '']) => `- [${prefix}${name}](${urlOf(posix.join('docs', path))}): ${description}`,
  );
}
