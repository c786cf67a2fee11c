/** The condition under which this repository, and nobody else, finds the sources (docs/decisions/0024-own-source-condition.md). */
const SOURCE_CONDITION = '@secure-stream/source';

type ExportTarget = string | null | { readonly [condition: string]: ExportTarget };

export interface PackageManifest {
  readonly exports?: ExportTarget;
  readonly bin?: Readonly<Record<string, string>>;
}

/** What a user of the packed package would miss: one line for each problem. */
export function findTarballProblems(
  manifest: PackageManifest,
  files: readonly string[],
  { isDocumented }: { readonly isDocumented: boolean },
): string[] {
  const shipped = new Set(files);
  const targets = [
    ...targetsOf(manifest.exports ?? {}, 'exports'),
    ...Object.entries(manifest.bin ?? {}).map(([name, path]) => ({ name: `bin ${name}`, path })),
  ];
  return [
    ...targets.flatMap(({ name, path }) =>
      shipped.has(path.replace(/^\.\//, '')) ? [] : [`${name}: ${path} is not shipped`],
    ),
    ...['LICENSE', 'README.md', ...(isDocumented ? ['docs/README.md'] : [])].flatMap((file) =>
      shipped.has(file) ? [] : [`${file} is not shipped`],
    ),
  ];
}

function targetsOf(target: ExportTarget, name: string): { name: string; path: string }[] {
  if (target === null) return [];
  if (typeof target === 'string') return [{ name, path: target }];
  return Object.entries(target).flatMap(([key, value]) =>
    key === SOURCE_CONDITION ? [] : targetsOf(value, `${name} › ${key}`),
  );
}
