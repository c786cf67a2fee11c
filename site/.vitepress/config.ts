import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { anchorOf } from '../../scripts/docs/links.ts';
import { adaptMarkdown, writeMarkdownCopies } from '../markdown.ts';
import { listPages } from '../pages.ts';
import { createSidebar } from '../sidebar.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const pages = listPages(root);
/** The path of the site on its host. See docs/decisions/0028-documentation-site.md. */
const base = process.env['SITE_BASE'] ?? '/';

/** Guides and errors come before the interfaces of TypeScript, which repeat every word of them. */
function weightOf(path: string): number {
  if (/\/(?:guides|recipes|errors|start|integrations)\//.test(path)) return 4;
  return /\/(?:typescript|decisions|contributing)\//.test(path) ? 0.25 : 1;
}

export default defineConfig({
  title: 'secure-stream',
  description: 'A player for private Cloudflare Stream videos that renews its signed token during playback.',
  base,
  // The pages are the Markdown files of the repository, where they are.
  srcDir: '..',
  srcExclude: [
    '!(SECURITY).md',
    '!(docs|packages|site|skills)/**/*.md',
    'packages/*/!(README).md',
    'packages/*/*/**/*.md',
  ],
  rewrites: Object.fromEntries(pages),
  outDir: './dist',
  cacheDir: '../node_modules/.cache/vitepress',
  head: [
    ['link', { rel: 'icon', href: `${base}icon.svg`, type: 'image/svg+xml' }],
    ['meta', { name: 'theme-color', content: '#0b0f17' }],
  ],
  markdown: {
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (markdown) => adaptMarkdown(markdown, root, pages),
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('secure-stream') } } },
  vite: { publicDir: fileURLToPath(new URL('../public', import.meta.url)) },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Start', link: '/start/index.md', activeMatch: '^/start/' },
      { text: 'Guides', link: '/guides/player.md', activeMatch: '^/guides/' },
      { text: 'API', link: '/api.md', activeMatch: '^/(api|typescript)' },
      { text: 'Errors', link: '/errors/index.md', activeMatch: '^/errors/' },
      { text: 'Playground', link: '/playground.md' },
    ],
    sidebar: createSidebar(root, pages),
    outline: [2, 3],
    search: { provider: 'local', options: { miniSearch: { searchOptions: { boostDocument: weightOf } } } },
    notFound: { linkLabel: 'Take me home' },
    socialLinks: [{ icon: 'github', link: 'https://github.com/secure-stream/secure-stream' }],
    editLink: { pattern: 'https://github.com/secure-stream/secure-stream/edit/main/:path', text: 'Edit this page' },
    footer: { message: 'MIT licence. Not affiliated with Cloudflare.' },
  },
  buildEnd: ({ outDir }) => writeMarkdownCopies(root, pages, outDir),
});
