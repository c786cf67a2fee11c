import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

type Item = DefaultTheme.SidebarItem;

/**
 * The pages beside the text, by the folder of the text: errors, types and decisions have a list of their own. A page that no group names is
 * added to the group of its folder, by its heading.
 */
export function createSidebar(root: string, pages: ReadonlyMap<string, string>): Record<string, Item[]> {
  const titles = new Map([...pages].map(([source, page]) => [page, readTitle(join(root, source))]));
  const isNamed = new Set(
    GROUPS.flatMap(({ pages }) => pages).map((page) => (typeof page === 'string' ? page : page[0])),
  );
  const item = (page: string, text = titles.get(page) ?? page): Item => ({ text, link: `/${page}` });
  const group = ({ text, pages: named, folder }: Group): Item => ({
    text,
    items: [
      ...named.flatMap((page) => {
        const [path, label] = typeof page === 'string' ? [page, undefined] : page;
        return titles.has(path) ? [item(path, label)] : [];
      }),
      ...[...titles.keys()].filter((page) => folder?.test(page) && !isNamed.has(page)).map((page) => item(page)),
    ],
  });
  return {
    '/': GROUPS.filter(({ isAlone }) => !isAlone).map(group),
    ...Object.fromEntries(
      GROUPS.filter(({ isAlone }) => isAlone).map((alone) => [`/${alone.text.toLowerCase()}/`, [group(alone)]]),
    ),
  };
}

interface Group {
  readonly text: string;
  /** Paths, with a shorter title than the heading of the page if needed. */
  readonly pages: readonly (string | readonly [path: string, title: string])[];
  /** Further pages of the group. */
  readonly folder?: RegExp;
  /** Shown beside the pages of its folder, which has the name of the group. */
  readonly isAlone?: boolean;
}

const GROUPS: readonly Group[] = [
  {
    text: 'Start',
    pages: [
      ['packages/create-secure-stream.md', 'A new app'],
      ['start/index.md', 'A tag in a page'],
      ['start/react.md', 'React'],
      ['start/next.md', 'Next'],
      ['start/worker.md', 'Cloudflare Worker'],
      ['guides/vue.md', 'Vue'],
      ['guides/svelte.md', 'Svelte'],
      ['guides/solid.md', 'Solid'],
      ['guides/angular.md', 'Angular'],
    ],
    folder: /^start\//,
  },
  {
    text: 'Server',
    pages: [
      ['guides/server-workers.md', 'Cloudflare Workers'],
      ['guides/server-node.md', 'Node'],
      ['guides/server-other.md', 'Other runtimes'],
      ['packages/origin.md', 'The local origin'],
    ],
  },
  {
    text: 'Guides',
    pages: [
      'guides/player.md',
      'guides/troubleshooting.md',
      'guides/theming.md',
      'guides/viewing-limits.md',
      'guides/progress.md',
      'guides/analytics.md',
      'guides/xapi.md',
      'guides/watermark.md',
      'guides/scale.md',
      ['guides/cost.md', 'The cost of a video'],
      ['guides/service.md', 'The service in 2026'],
      ['guides/check.md', 'Check the service'],
      ['guides/skill.md', 'Skill for assistants'],
    ],
    folder: /^guides\/(?!migrate-)/,
  },
  { text: 'Recipes', pages: [['recipes/index.md', 'Overview']], folder: /^recipes\// },
  { text: 'Other players', pages: [['integrations/index.md', 'Overview']], folder: /^integrations\// },
  { text: 'Migrate', pages: [], folder: /^guides\/migrate-/ },
  {
    text: 'Security',
    pages: [
      ['guides/security.md', 'Secure configuration'],
      ['guides/threat-model.md', 'Threat model'],
      ['guides/csp.md', 'Content-Security-Policy'],
      'guides/privacy.md',
      ['security-policy.md', 'Security policy'],
    ],
  },
  {
    text: 'Reference',
    pages: [
      ['api.md', 'API of the elements'],
      ['typescript/index.md', 'TypeScript'],
      ['errors/index.md', 'Errors'],
      ['packages/element.md', '@secure-stream/element'],
      ['packages/session.md', '@secure-stream/session'],
      ['packages/react.md', '@secure-stream/react'],
      ['packages/signer.md', '@secure-stream/signer'],
      'engines.md',
      'browsers.md',
      'benchmarks.md',
      'support.md',
      'stream-facts.md',
      'origin-refusals.md',
      'video-differences.md',
      'html-standard.md',
      ['decisions/index.md', 'Decisions'],
      ['contents.md', 'All documents'],
    ],
    folder: /^[^/]+(?<!index|playground)\.md$/,
  },
  { text: 'Contributing', pages: ['upstream.md'], folder: /^contributing\// },
  { text: 'Errors', pages: [['errors/index.md', 'All errors']], folder: /^errors\//, isAlone: true },
  { text: 'TypeScript', pages: [['typescript/index.md', 'All modules']], folder: /^typescript\//, isAlone: true },
  { text: 'Decisions', pages: [['decisions/index.md', 'All decisions']], folder: /^decisions\//, isAlone: true },
];

/** The heading of a Markdown file, as text. */
function readTitle(file: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? file;
  // The sidebar reads it as HTML.
  return heading.replaceAll(/[`*\\]/g, '').replaceAll('<', '&lt;');
}
