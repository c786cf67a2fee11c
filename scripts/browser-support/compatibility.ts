import { createRequire } from 'node:module';
import type { CompatData, Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data';
import { BROWSERS, type Browser, type Versions } from './stated-versions.ts';

const data = createRequire(import.meta.url)('@mdn/browser-compat-data') as CompatData;

/** A feature of the web platform in MDN's data, such as `api.AbortSignal.any_static`. */
export interface Feature {
  readonly path: string;
  /** The first version with the whole feature and without a flag or a prefix. `Infinity`: none yet. */
  readonly addedIn: Readonly<Record<Browser, number>>;
}

/** Throws for a path that is not in the data. */
export function findFeature(path: string): Feature {
  let node: Identifier | undefined = data as unknown as Identifier;
  for (const key of path.split('.')) node = node && Object.hasOwn(node, key) ? node[key] : undefined;
  const support = node?.__compat?.support;
  if (!support) throw new Error(`MDN's data has no ${path}`);
  const entries = Object.entries(BROWSERS).map(([browser, { mdn }]) => {
    const statements = [support[mdn] ?? []].flat();
    return [browser, Math.min(...statements.map(versionOf))];
  });
  return { path, addedIn: Object.fromEntries(entries) as Record<Browser, number> };
}

/** Every feature of MDN's data below `path`, as far as it has a name of its own: `api` has interfaces, `api.URL` has members. */
export function listFeatures(path: string): readonly Feature[] {
  let node: Identifier | undefined = data as unknown as Identifier;
  for (const key of path.split('.')) node = node?.[key];
  return Object.entries(node ?? {}).flatMap(([key, child]) =>
    key !== '__compat' && (child as Identifier).__compat ? [findFeature(`${path}.${key}`)] : [],
  );
}

function versionOf({
  version_added,
  version_removed,
  flags,
  prefix,
  alternative_name,
  partial_implementation,
}: SimpleSupportStatement): number {
  const isWhole = !version_removed && !flags && !prefix && !alternative_name && !partial_implementation;
  return isWhole && typeof version_added === 'string' && version_added !== 'preview'
    ? Number(version_added.replace('≤', ''))
    : Infinity;
}

export const isSupported = ({ addedIn }: Feature, versions: Versions): boolean =>
  Object.entries(addedIn).every(([browser, added]) => added <= Number(versions[browser as Browser]));

/** The oldest versions that have all features. */
export function oldestVersions(features: readonly Feature[]): Record<Browser, number> {
  const entries = Object.keys(BROWSERS).map((browser) => [
    browser,
    Math.max(...features.map(({ addedIn }) => addedIn[browser as Browser])),
  ]);
  return Object.fromEntries(entries) as Record<Browser, number>;
}
