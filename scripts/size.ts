import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

/**
 * What a page fetches before it has chosen an engine, gzipped, beside the budget in `size-budget.json`.
 * `size-limit` counts what is behind `import()` too, and that is exactly what has to be left out here.
 */
interface Budget {
  readonly entry: string;
  /** Bytes. */
  readonly limit: number;
  readonly external?: readonly string[];
}

const budgets = JSON.parse(readFileSync('size-budget.json', 'utf8')) as Record<string, Budget>;
let over = false;

for (const [name, { entry, limit, external = [] }] of Object.entries(budgets)) {
  if (!existsSync(entry)) continue;
  const { outputFiles, metafile } = await build({
    entryPoints: { entry },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['source', 'browser', 'production'],
    external: [...external],
    legalComments: 'none',
    metafile: true,
    write: false,
    outdir: 'out',
  });
  const upFront = staticClosure(metafile, 'out/entry.js');
  const bytes = outputFiles
    .filter(({ path }) => upFront.some((file) => path.endsWith(`/${file}`)))
    .reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  const fits = bytes <= limit;
  over ||= !fits;
  console.log(`${name.padEnd(34)} ${String(bytes).padStart(7)} B gzip, budget ${limit}${fits ? '' : '  TOO LARGE'}`);
}

for (const file of ['packages/element/dist/cdn/secure-stream.js', 'node_modules/hls.js/dist/hls.min.mjs'])
  if (existsSync(file)) console.log(`${file.padEnd(50)} ${gzipSync(readFileSync(file), { level: 9 }).length} B gzip`);

process.exitCode = over ? 1 : 0;

function staticClosure({ outputs }: Metafile, start: string, seen: string[] = []): string[] {
  if (seen.includes(start)) return seen;
  seen.push(start);
  for (const { path, kind } of outputs[start]?.imports ?? [])
    if (kind === 'import-statement') staticClosure({ outputs, inputs: {} }, path, seen);
  return seen;
}
