import type { Answers } from './answers.js';

/** The folders of `template/` of which an app is made. A file of a later one replaces the same file of an earlier one. */
export function partsOf({ framework, server, hasViewingLimits }: Answers): readonly string[] {
  const limits = server === 'worker' ? 'viewing-limits-worker' : 'viewing-limits';
  return ['common', ...(server ? ['vite', framework, server] : [framework]), ...(hasViewingLimits ? [limits] : [])];
}

/** A `package.json`, as far as it is merged. */
export type Manifest = Readonly<Record<string, string | boolean | Readonly<Record<string, string>>>>;

/** Merges the `package.json` of several parts: objects by their keys, in the order of npm for dependencies. */
export function mergeManifests(name: string, manifests: readonly Manifest[]): Manifest {
  const merged: Record<string, Manifest[string]> = { name };
  for (const manifest of manifests)
    for (const [key, value] of Object.entries(manifest)) {
      const before = merged[key];
      merged[key] = typeof value === 'object' && typeof before === 'object' ? { ...before, ...value } : value;
    }
  for (const key of ['dependencies', 'devDependencies']) merged[key] = sortKeys(merged[key] as Record<string, string>);
  return merged;
}

const sortKeys = (object: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1)));
