import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CompatData, Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data';

/** Names of browserslist, with those of MDN's data and of the compilers' targets. */
const BROWSERS = {
  chrome: { title: 'Chrome', mdn: 'chrome', target: 'chrome' },
  edge: { title: 'Edge', mdn: 'edge', target: 'edge' },
  firefox: { title: 'Firefox', mdn: 'firefox', target: 'firefox' },
  safari: { title: 'Safari', mdn: 'safari', target: 'safari' },
  ios_saf: { title: 'Safari on iOS', mdn: 'safari_ios', target: 'ios' },
} as const;

/**
 * What the player uses without asking whether the browser has it, by its path in MDN's data. Older
 * than 2022 is left out. Together these decide the oldest versions.
 */
const REQUIRED = {
  'api.AbortSignal.any_static': '`AbortSignal.any()`',
  'api.CSSStyleSheet.replaceSync': 'constructed style sheets',
  'api.Element.ariaLive': '`ariaLive`, `role`',
  'api.ElementInternals.states': '`ElementInternals.states`',
  'api.URL.canParse_static': '`URL.canParse()`',
  'css.at-rules.container': '`@container`',
  'css.selectors.has': '`:has()`',
  'css.selectors.state': '`:state()`',
  'css.types.color.color-mix': '`color-mix()`',
  'css.types.color.light-dark': '`light-dark()`',
  'javascript.builtins.Array.findLast': '`findLast()`',
  'javascript.builtins.Array.toSorted': '`toSorted()`',
  'javascript.classes.static.initialization_blocks': 'ES2022',
};

/** Classes that some of the oldest versions lack, and that the player asks for first. `Highlight` is a colour in its style sheets. */
export const OPTIONAL: readonly string[] = ['Highlight', 'ManagedMediaSource', 'MediaSource'];

/** `browserslist` of package.json: `chrome >= 125` and so on. */
export const readBrowserslist = (): readonly string[] =>
  (
    JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      readonly browserslist: readonly string[];
    }
  ).browserslist;

/** The same as targets of Vite and esbuild, such as `chrome125`. */
export const buildTargets = (): string[] =>
  readBrowserslist().map((query) => {
    const [name = '', version] = query.split(' >= ');
    return `${BROWSERS[name as keyof typeof BROWSERS].target}${version}`;
  });

/** The oldest versions with every required feature, as queries of browserslist. */
export function findOldestVersions(): string[] {
  const features = Object.keys(REQUIRED).map((path) => firstVersions(find(path)));
  return Object.keys(BROWSERS).map(
    (name, index) => `${name} >= ${Math.max(...features.map((row) => row[index] ?? 0))}`,
  );
}

/** `docs/browsers.md` with the table of the required features. */
export function renderBrowsers(page: string): string {
  const line = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(['feature', ...Object.values(BROWSERS).map(({ title }) => title)]),
    line(['---', ...Object.keys(BROWSERS).map(() => '---')]),
    ...Object.entries(REQUIRED).map(([path, title]) => line([title, ...firstVersions(find(path))])),
  ];
  return page.replace(/(?<=<!-- npm run catalogue -->\n\n)[^]*?(?=\n\n<!-- \/ -->)/, table.join('\n'));
}

/** Classes of the web platform, and their static members, that code names and some oldest version lacks. */
export function findUnsupported(code: string): string[] {
  const oldest = readBrowserslist().map((query) => Number(query.split(' >= ')[1]));
  const isMissing = (node: Identifier | undefined) =>
    node?.__compat && firstVersions(node).some((version, index) => version > (oldest[index] ?? 0));
  const text = code.replaceAll(/\/\*[^]*?\*\/|(?<=^\s*)\/\/.*$/gm, '');
  const names = [...text.matchAll(/(?<![.\w$'"`<-])([A-Z]\w+)(?:\.(\w+))?/g)].flatMap(([, name = '', member]) => {
    const node = data().api[name] ?? data().javascript.builtins?.[name];
    if (isMissing(node)) return [name];
    return isMissing(node?.[`${member}_static`] ?? node?.[member ?? '']) ? [`${name}.${member}`] : [];
  });
  return [...new Set(names)].toSorted((one, other) => one.localeCompare(other));
}

let loaded: CompatData | undefined;

/** On demand: the file has 20 MB, and a build needs none of it. */
const data = (): CompatData => (loaded ??= createRequire(import.meta.url)('@mdn/browser-compat-data') as CompatData);

function find(path: string): Identifier {
  let node = data() as unknown as Identifier | undefined;
  for (const key of path.split('.')) node = node?.[key];
  if (!node?.__compat) throw new Error(`MDN's data has no ${path}`);
  return node;
}

/** The first version of each browser with the whole feature and without a flag. `Infinity`: none yet. */
function firstVersions({ __compat }: Identifier): number[] {
  return Object.values(BROWSERS).map(({ mdn }) => Math.min(...[__compat?.support[mdn] ?? []].flat().map(versionOf)));
}

function versionOf(statement: SimpleSupportStatement): number {
  const { version_added: added, version_removed, flags, prefix, alternative_name, partial_implementation } = statement;
  if (version_removed || flags || prefix || alternative_name || partial_implementation) return Infinity;
  return typeof added === 'string' && added !== 'preview' ? Number(added.replace('≤', '')) : Infinity;
}
