import { isSupported, listFeatures, type Feature } from './compatibility.ts';
import type { Versions } from './stated-versions.ts';
import type { UsedNames } from './used-names.ts';

const INTERFACES = ['api', 'javascript.builtins'].flatMap(listFeatures);
const MEMBERS = INTERFACES.flatMap(({ path }) => listFeatures(path)).filter(({ path }) => !path.endsWith('_event'));
const STATICS = MEMBERS.filter(({ path }) => !path.startsWith('api') || path.endsWith('_static'));
const CSS = ['css.at-rules', 'css.selectors', 'css.properties', 'css.types.color'].flatMap(listFeatures);

const membersByName = groupBy(MEMBERS, nameOf);
const globalsByName = new Map([
  ...groupBy(INTERFACES, nameOf),
  ...groupBy(STATICS, (feature) => `${feature.path.split('.').at(-2)}.${nameOf(feature)}`),
]);
const cssByPath = groupBy(CSS, ({ path }) => path);

/**
 * The names in these modules that belong to the web platform, but not to every stated version. The object of a member is not known, so a member
 * counts only if no interface has it in every stated version, and no module declares it.
 */
export function findUnsupportedNames(modules: readonly UsedNames[], versions: Versions): string[] {
  const declared = new Set(modules.flatMap((names) => [...names.declared]));
  const isMissing = (features: readonly Feature[] | undefined) =>
    features?.every((feature) => !isSupported(feature, versions)) ?? false;
  const found = modules.flatMap(({ globals, members, css }) => [
    ...[...globals].filter((name) => isMissing(globalsByName.get(name))),
    ...[...members]
      .filter((name) => !declared.has(name) && isMissing(membersByName.get(name)))
      .map((name) => `.${name}`),
    ...[...css].filter((path) => isMissing(cssByPath.get(path))),
  ]);
  return [...new Set(found)].toSorted();
}

/** The last part of the path. MDN marks static members there. */
export function nameOf({ path }: Pick<Feature, 'path'>): string {
  return path.slice(path.lastIndexOf('.') + 1).replace(/_static$/, '');
}

/** Node 20 has no `Map.groupBy`. */
function groupBy(features: readonly Feature[], keyOf: (feature: Feature) => string): Map<string, Feature[]> {
  const groups = new Map<string, Feature[]>();
  for (const feature of features) groups.set(keyOf(feature), [...(groups.get(keyOf(feature)) ?? []), feature]);
  return groups;
}
