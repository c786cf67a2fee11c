import { execFileSync, spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import type { TestFile } from './test-files.ts';

/** With a larger share of all files, the fast loop says more in less time. */
const NEARLY_ALL = 0.5;

/**
 * The Node and browser tests that import a file which differs from `main`, at any depth. `null` if they are nearly all, or if the change may
 * matter to every test.
 */
export async function findChangedTests(files: readonly TestFile[], changed = listChanges()): Promise<string[] | null> {
  const tests = files.map(({ path }) => path).filter((path) => /\.(node|browser)\.test\.ts$/.test(path));
  if (
    changed.some((path) => /^(package(-lock)?\.json|tsconfig[^/]*|scripts\/test\/.*|[^/]*\.config\.[a-z]+)$/.test(path))
  )
    return null;
  const { metafile } = await build({
    entryPoints: tests,
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'out',
    write: false,
    metafile: true,
    platform: 'node',
    packages: 'bundle',
    external: ['node:*', './node_modules/*'],
    conditions: ['@secure-stream/source'],
    loader: { '.node': 'empty', '.html': 'text', '.css': 'text' },
    logLevel: 'silent',
    plugins: [
      {
        name: 'only the sources of this repository',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^./]/ }, ({ path }) =>
            path.startsWith('@secure-stream/') ? undefined : { path, external: true },
          ),
      },
    ],
  });
  const touched = (test: string) => {
    const seen = new Set([test]);
    for (const path of seen) {
      if (changed.includes(path)) return true;
      for (const imported of metafile.inputs[path]?.imports ?? []) if (!imported.external) seen.add(imported.path);
    }
    return false;
  };
  const selected = tests.filter(touched);
  return selected.length > NEARLY_ALL * tests.length ? null : selected;
}

/** Paths that differ from `main`, and those that git does not know yet. */
function listChanges(): string[] {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
  const isKnown = (revision: string) => spawnSync('git', ['rev-parse', '--verify', '--quiet', revision]).status === 0;
  const base = ['main', 'origin/main'].find(isKnown) ?? 'HEAD';
  const [start = base] = git('merge-base', base, 'HEAD');
  return [...git('diff', '--name-only', start), ...git('ls-files', '--others', '--exclude-standard')];
}
