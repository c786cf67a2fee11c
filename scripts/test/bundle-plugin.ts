import { posix } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner-core';
import { build } from 'esbuild';

export interface BundlePluginOptions {
  /** The repository's root. */
  readonly root: string;
  /** What a page may load first: paths from the root. */
  readonly entryPoints: readonly string[];
  /** Of the exports of packages. */
  readonly conditions: readonly string[];
  /** Paths of modules to use in place of packages. */
  readonly alias: Readonly<Record<string, string>>;
}

const CHUNKS = 'test-chunks';

/**
 * Serves each entry point at its own path, with its modules in one script, and in shared ones what several have in common. Otherwise a page
 * requests 150 to 300 modules: 2 to 3 seconds of a core for each test file.
 */
export function bundlePlugin({ root, entryPoints, conditions, alias }: BundlePluginOptions): TestRunnerPlugin {
  const scripts = new Map<string, string>();
  return {
    name: 'bundle',
    async serverStart() {
      const { outputFiles, metafile } = await build({
        absWorkingDir: root,
        entryPoints: [...entryPoints],
        bundle: true,
        splitting: true,
        format: 'esm',
        target: 'es2022',
        outbase: root,
        outdir: root,
        chunkNames: `${CHUNKS}/[name]-[hash]`,
        conditions: [...conditions],
        alias,
        external: ['/__web-dev-server__web-socket.js'],
        sourcemap: true,
        metafile: true,
        // `sideEffects` of a package lists no module of its tests.
        ignoreAnnotations: true,
        write: false,
        logLevel: 'error',
      });
      for (const { path, text } of outputFiles) {
        const output = posix.relative(root, path);
        const source = output.startsWith(CHUNKS) ? undefined : metafile.outputs[output]?.entryPoint;
        scripts.set(`/${source ?? output}`, text);
      }
    },
    serve({ path }) {
      const body = scripts.get(path);
      return body === undefined ? undefined : { body, type: path.endsWith('.map') ? 'json' : 'js' };
    },
  };
}
