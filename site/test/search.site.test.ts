import { readdirSync } from 'node:fs';
import MiniSearch from 'minisearch';
import { resolveConfig } from 'vitepress';
import { expect, test } from 'vitest';
import { FOLDER } from './built-site.ts';

/** The index and the options that the search of the site has, as VitePress joins them (`VPLocalSearchBox.vue`). */
async function loadSearch(): Promise<MiniSearch> {
  const chunks = `${FOLDER}/assets/chunks`;
  const file = readdirSync(chunks).find((name) => name.startsWith('@localSearchIndexroot'));
  const { default: json } = (await import(`${chunks}/${file}`)) as { readonly default: string };
  const { site } = await resolveConfig('site', 'build', 'production');
  const { options } = site.themeConfig.search as { options: { miniSearch: { searchOptions: object } } };
  return MiniSearch.loadJSON(json, {
    fields: ['title', 'titles', 'text'],
    storeFields: ['title', 'titles'],
    searchOptions: {
      fuzzy: 0.2,
      prefix: true,
      boost: { title: 4, text: 2, titles: 1 },
      ...options.miniSearch.searchOptions,
    },
  });
}

test('the search finds guides, errors and recipes before the interfaces of TypeScript', async () => {
  const search = await loadSearch();
  for (const word of ['cors', 'keyboard shortcuts', 'download', 'captions', 'token']) {
    const pages = search.search(word).map(({ id }) => String(id));
    expect(pages.slice(0, 3), word).toEqual(pages.slice(0, 3).filter((page) => !page.startsWith('/typescript/')));
  }
});
