import { readFileSync } from 'node:fs';

/** The ECMAScript version that each built file is valid in. */
export const ECMASCRIPT_VERSION = 2022;

/** Names of browserslist, with those of MDN's data and of the compiler's targets. */
export const BROWSERS = {
  chrome: { title: 'Chrome', mdn: 'chrome', target: 'chrome' },
  edge: { title: 'Edge', mdn: 'edge', target: 'edge' },
  firefox: { title: 'Firefox', mdn: 'firefox', target: 'firefox' },
  safari: { title: 'Safari on macOS', mdn: 'safari', target: 'safari' },
  ios_saf: { title: 'Safari on iOS and iPadOS', mdn: 'safari_ios', target: 'ios' },
} as const;

export type Browser = keyof typeof BROWSERS;

/** The oldest version of each browser in which the player works. */
export type Versions = Readonly<Record<Browser, string>>;

/** Reads `browserslist` of the root `package.json`. Throws for anything but one `browser >= version` for each browser. */
export function readStatedVersions(): Versions {
  const url = new URL('../../package.json', import.meta.url);
  const { browserslist } = JSON.parse(readFileSync(url, 'utf8')) as { readonly browserslist: readonly string[] };
  const entries = browserslist.map((query) => {
    const [, browser = '', version = ''] = /^(\w+) >= (\d+(?:\.\d+)?)$/.exec(query) ?? [];
    if (!Object.hasOwn(BROWSERS, browser)) throw new Error(`browserslist: "${query}" is not "browser >= version"`);
    return [browser, version] as const;
  });
  const versions = Object.fromEntries(entries) as Record<Browser, string>;
  const missing = Object.keys(BROWSERS).filter((browser) => !(browser in versions));
  if (missing.length > 0) throw new Error(`browserslist has no version of ${missing.join(', ')}`);
  return versions;
}

/** The stated versions as targets of Vite and esbuild, such as `chrome125`. */
export const buildTargets = (versions = readStatedVersions()): string[] =>
  Object.entries(BROWSERS).map(([browser, { target }]) => `${target}${versions[browser as Browser]}`);
