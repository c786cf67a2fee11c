import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';

/**
 * What a page fetches before it has chosen an engine, minified and gzipped as one file, beside the budget in `size-budget.json`.
 * `size-limit` counts what is behind `import()` too, and that is exactly what has to be left out here.
 */
interface Budget {
  readonly entry: string;
  /** Bytes. */
  readonly limit: number;
  readonly external?: readonly string[];
}

const onDemand: Plugin = {
  name: 'leave out what is imported on demand',
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined)),
};

const budgets = JSON.parse(readFileSync('size-budget.json', 'utf8')) as Record<string, Budget>;

for (const [name, { entry, limit, external = [] }] of Object.entries(budgets)) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['source', 'browser', 'production'],
    external: [...external],
    plugins: [onDemand],
    legalComments: 'none',
    write: false,
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
  const fits = bytes <= limit;
  if (!fits) process.exitCode = 1;
  console.log(`${name.padEnd(34)} ${String(bytes).padStart(7)} B gzip, budget ${limit}${fits ? '' : '  TOO LARGE'}`);
}

for (const file of ['packages/element/dist/cdn/secure-stream.js', 'node_modules/hls.js/dist/hls.min.mjs'])
  if (existsSync(file)) console.log(`${file.padEnd(50)} ${gzipSync(readFileSync(file), { level: 9 }).length} B gzip`);
