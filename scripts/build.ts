import { spawnSync } from 'node:child_process';
import { integrityOf } from './versions.ts';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { buildTargets } from './browser-support.ts';
import { hlsForStream } from '../packages/element/scripts/hls-for-stream.ts';
import { PUBLISHED_PACKAGES } from './published-packages.ts';
import { DOCUMENTED_PACKAGES, renderPackageDocs } from './docs/package-docs.ts';

/**
 * What both scripts share with files that load on demand, and the engines with each other: one file beside the first one, and none that the
 * engine of hls.js waits for (`npm run size` checks that). Paths in `packages`, without `src`.
 */
const SHARED = [
  'element/media/(event-filter|media-events|time-ranges)',
  'element/engines/(media-reset|media-reset-decision|origin-errors|remote-state)',
  'element/stream/overlay/language',
  'element/locales/(en/overlay|find-messages)',
  'session/(request-token|retry-delay|stream-error|wake)',
  'protocol/(grant|stream-urls)',
];

const isShared = (id: string): boolean =>
  SHARED.some((path) => new RegExp(`/packages/${path.replace('/', '/src/')}\\.ts$`).test(id));

/**
 * Builds the published packages. Vite writes one module in `dist` for each module of `src`, so that files beside a module are found; the
 * compiler writes declarations; esbuild writes the file for a script tag. `docs` is a copy of the pages that concern the package.
 */
for (const name of PUBLISHED_PACKAGES) await buildPackage(name);
await buildForScriptTag();

if (spawnSync('npx', ['--no-install', 'tsc', '-b'], { stdio: 'inherit' }).status !== 0) process.exit(1);
for (const name of PUBLISHED_PACKAGES) if (readManifest(name).exports) publishTypes(`packages/${name}`);
for (const name of DOCUMENTED_PACKAGES) publishDocs(name);

async function buildPackage(name: string): Promise<void> {
  const folder = `packages/${name}`;
  rmSync(`${folder}/dist`, { recursive: true, force: true });
  copyFileSync('LICENSE', `${folder}/LICENSE`);
  const manifest = readManifest(name);
  const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  await build({
    ...base(name),
    ssr: {
      noExternal: ['@secure-stream/protocol'],
      resolve: { conditions: ['@secure-stream/source', 'module', 'node'] },
    },
    build: {
      ...output(name, entriesOf(manifest, folder)),
      // A library build for browsers would inline the videos into the module that names them.
      ssr: name === 'origin',
      rolldownOptions: {
        external: [/^node:/, ...external.map((dependency) => new RegExp(`^${dependency}(/|$)`))],
        // `'use client'` keeps its effect, because modules are not merged.
        onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)),
        output: { minify: false, preserveModules: true, preserveModulesRoot: resolve(folder, 'src') },
      },
    },
  });
}

/**
 * Two forms for a script tag: `secure-stream.js` loads engines, overlays and translations as files when they are needed, and
 * `secure-stream.bundle.js` contains them. The first has hls.js in two files, the second the whole of it. `secure-stream-player.js` imports
 * `secure-stream.js`, and loads the controls when they are needed. `secure-stream-transcript.js` needs none of them.
 */
async function buildForScriptTag(): Promise<void> {
  const folder = 'packages/element/dist/cdn';
  const source = 'packages/element/src';
  for (const { entry, codeSplitting } of [
    {
      entry: { 'secure-stream': `${source}/entries/cdn.ts`, 'secure-stream-player': `${source}/entries/cdn-player.ts` },
      codeSplitting: { groups: [{ name: 'shared', test: isShared }] },
    },
    { entry: { 'secure-stream.bundle': `${source}/entries/cdn.ts` }, codeSplitting: false },
    { entry: { 'secure-stream-transcript': `${source}/entries/define-transcript.ts` }, codeSplitting: true },
  ])
    await build({
      ...base('element'),
      plugins: typeof codeSplitting === 'object' ? [hlsForStream()] : [],
      build: {
        ...output('element', entry),
        outDir: folder,
        rolldownOptions: {
          // What the engines share with the element stays in the first file, instead of more files to wait for.
          preserveEntrySignatures: 'allow-extension',
          output: { minify: true, codeSplitting, chunkFileNames: chunkName },
        },
      },
    });
  for (const name of [
    'secure-stream.js',
    'secure-stream.bundle.js',
    'secure-stream-player.js',
    'secure-stream-transcript.js',
  ])
    console.log(`${name}  integrity="${integrityOf(readFileSync(`${folder}/${name}`))}"`);
}

/** Names a file after the module that is loaded on demand: three of them are called `engine`. */
function chunkName({ name, facadeModuleId }: { name: string; facadeModuleId?: string | null }): string {
  const path = facadeModuleId && relative('packages/element/src', facadeModuleId).replace(/\.ts$/, '');
  return `chunks/${path && !path.startsWith('..') ? path.replaceAll('/', '-') : name.replace(/^_/, '')}-[hash].js`;
}

interface ExportTarget {
  readonly '@secure-stream/source'?: string;
}

interface Manifest {
  readonly exports?: Readonly<Record<string, ExportTarget | string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')) as Manifest;
}

/** Every export and command of a package, by the path of its file in `dist`. */
function entriesOf(manifest: Manifest, folder: string): Record<string, string> {
  const doors = Object.values(manifest.exports ?? {}).flatMap((door) => {
    const source = typeof door === 'object' && door['@secure-stream/source'];
    return source ? [source] : [];
  });
  const commands = Object.values(manifest.bin ?? {}).map((path) =>
    path.replace('./dist/', './src/').replace(/\.js$/, '.ts'),
  );
  return Object.fromEntries(
    [...doors, ...commands].map((path) => [path.replace('./src/', '').replace(/\.tsx?$/, ''), join(folder, path)]),
  );
}

function base(name: string): InlineConfig {
  return {
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['@secure-stream/source', 'module', 'browser', 'production'] },
    define: name === 'element' ? { 'process.env.NODE_ENV': '"production"' } : {},
  };
}

function output(name: string, entry: Record<string, string>): NonNullable<InlineConfig['build']> {
  return {
    outDir: `packages/${name}/dist`,
    emptyOutDir: false,
    target: buildTargets(),
    minify: false,
    sourcemap: true,
    lib: { entry, formats: ['es'], fileName: (_format, file) => `${file}.js` },
  };
}

/**
 * Puts the declarations of a package beside its modules. `@secure-stream/protocol` is not published, so each package contains its
 * declarations. They are written to another folder than the compiler's own output, or the next build would be confused.
 */
function publishTypes(folder: string): void {
  const dist = `${folder}/dist`;
  for (const file of declarationsIn(`${folder}/.types`)) {
    const toRoot = relative(dirname(file), '.') || '.';
    const text = readFileSync(`${folder}/.types/${file}`, 'utf8');
    write(`${dist}/${file}`, text.replaceAll("'@secure-stream/protocol'", `'${toRoot}/protocol/src/index.js'`));
  }
  for (const file of declarationsIn('packages/protocol/.types'))
    write(`${dist}/protocol/src/${file}`, readFileSync(`packages/protocol/.types/${file}`, 'utf8'));
}

/** A package contains the documentation that concerns it, for readers and assistants that have the installed files only. */
function publishDocs(name: (typeof DOCUMENTED_PACKAGES)[number]): void {
  rmSync(`packages/${name}/docs`, { recursive: true, force: true });
  for (const [path, text] of renderPackageDocs('.', name)) write(`packages/${name}/${path}`, text);
}

function declarationsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
