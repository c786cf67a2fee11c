import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { buildTargets } from './browser-support.ts';

/**
 * Measures what a page loads before it selects an engine, minified and gzipped as one file, against the budget in `size-budget.json`.
 * `size-limit` includes dynamic imports, which this measurement has to exclude.
 */
interface Budget {
  readonly entry: string;
  /** Bytes. */
  readonly limit: number;
  readonly external?: readonly string[];
  /** What the page imports of the entry. Default: all of it. */
  readonly imports?: readonly string[];
}

/** Bytes. */
const HLS_LIMIT = 125_000;
const SCRIPT_LIMIT = 16_000;

const onDemand: Plugin = {
  name: 'leave out what is imported on demand',
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined)),
};

const budgets = JSON.parse(readFileSync('size-budget.json', 'utf8')) as Record<string, Budget>;

const options = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: buildTargets(),
  conditions: ['@secure-stream/source', 'browser', 'production'],
  legalComments: 'none',
} as const satisfies BuildOptions;

for (const [name, { entry, limit, imports, external = [] }] of Object.entries(budgets)) {
  const { outputFiles } = await build({
    ...options,
    ...(imports
      ? { stdin: { contents: `export { ${imports.join(', ')} } from './${entry}'`, resolveDir: '.' } }
      : { entryPoints: [entry] }),
    external: [...external],
    plugins: [onDemand],
    write: false,
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
  const fits = bytes <= limit;
  if (!fits) process.exitCode = 1;
  console.log(`${name.padEnd(34)} ${String(bytes).padStart(7)} B gzip, budget ${limit}${fits ? '' : '  TOO LARGE'}`);
}

const files = await eagerFiles('packages/element/src/entries/define.ts');
const sizes = files.map((contents) => gzipSync(contents, { level: 9 }).length);
const sum = sizes.reduce((one, other) => one + other);
console.log(`the same element as a bundler splits it: ${sum} B gzip, in ${files.length} files`);

const cdn = 'packages/element/dist/cdn';
const hlsForStream = readdirSync(`${cdn}/chunks`).find((file) => /^hls-for-stream-[^.]+\.js$/.test(file));
if (!hlsForStream) throw new Error(`${cdn} has no build of hls.js: npm run build makes it`);
for (const { file, limit = Infinity } of [
  { file: `${cdn}/chunks/${hlsForStream}`, limit: HLS_LIMIT },
  { file: `${cdn}/secure-stream.js`, limit: SCRIPT_LIMIT },
  { file: `${cdn}/secure-stream.bundle.js` },
  { file: `${cdn}/secure-stream-player.js` },
  { file: `${cdn}/secure-stream-transcript.js` },
  { file: 'node_modules/hls.js/dist/hls.min.mjs' },
]) {
  const bytes = gzipSync(readFileSync(file), { level: 9 }).length;
  if (bytes > limit) process.exitCode = 1;
  console.log(`${file.padEnd(66)} ${bytes} B gzip${limit === Infinity ? '' : `, budget ${limit}`}`);
}

if (filesFrom('secure-stream.js').has('secure-stream-player.js')) {
  process.exitCode = 1;
  console.log('A file that secure-stream.js loads imports the player: see `SHARED` in scripts/build.ts.');
}

const early = importsOf('secure-stream.js').add('secure-stream.js');
for (const file of readdirSync(`${cdn}/chunks`).filter((name) =>
  /^(engines-hls-engine|hls-for-stream)-[^.]+\.js$/.test(name),
))
  for (const path of importsOf(`chunks/${file}`))
    if (!early.has(path)) {
      process.exitCode = 1;
      console.log(`${file} waits for ${path}, which no page has requested before: see \`shared\` in scripts/build.ts.`);
    }

/** The static imports of a file. */
function importsOf(file: string): Set<string> {
  const text = readFileSync(join(cdn, file), 'utf8');
  return new Set([...text.matchAll(/\bfrom"(\.[^"]+)"/g)].map(([, path = '']) => join(dirname(file), path)));
}

/** The files that a script for a tag may load, by path from its folder. */
function filesFrom(script: string): ReadonlySet<string> {
  const found = new Set([script]);
  for (const file of found)
    for (const [, path = ''] of readFileSync(join(cdn, file), 'utf8').matchAll(
      /(?:from|import\(?)\s*["'`](\.[^"'`]+)/g,
    ))
      found.add(join(dirname(file), path));
  return found;
}

/**
 * The files that a page loads first after a bundler has split the element. Modules shared with an engine become separate files, and each is
 * compressed by itself.
 */
async function eagerFiles(entry: string): Promise<Uint8Array[]> {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { entry },
    splitting: true,
    metafile: true,
    outdir: 'out',
    write: false,
  });
  const found = new Set(['out/entry.js']);
  for (const path of found)
    for (const { kind, path: imported } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement') found.add(imported);
  return outputFiles.filter(({ path }) => found.has(relative('.', path))).map(({ contents }) => contents);
}
