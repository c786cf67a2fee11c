import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type InlineConfig } from 'vite';

/**
 * Builds what is published: by Vite, one module of `dist` for each of `src`, so that what stands beside a module is found beside it;
 * declarations by the compiler; and the one file for a script tag.
 */
const packages = ['element', 'react', 'signer', 'origin'] as const;

for (const name of packages) await buildPackage(name);
await build({
  ...base('element'),
  build: {
    ...output('element', { 'secure-stream': 'packages/element/src/define.ts' }),
    outDir: 'packages/element/dist/cdn',
    emptyOutDir: true,
    rolldownOptions: { output: { minify: true, codeSplitting: false } },
  },
});

if (spawnSync('npx', ['--no-install', 'tsc', '-b', '--force'], { stdio: 'inherit' }).status !== 0) process.exit(1);
for (const name of packages) inlineProtocolTypes(`packages/${name}/dist`);

async function buildPackage(name: string): Promise<void> {
  const folder = `packages/${name}`;
  rmSync(`${folder}/dist`, { recursive: true, force: true });
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  await build({
    ...base(name),
    ssr: { noExternal: ['@secure-stream/protocol'], resolve: { conditions: ['source', 'module', 'node'] } },
    build: {
      ...output(name, entriesOf(manifest, folder)),
      // A library build for browsers would write the film into the module that names its files.
      ssr: name === 'origin',
      rolldownOptions: {
        external: [/^node:/, ...external.map((dependency) => new RegExp(`^${dependency}(/|$)`))],
        output: { minify: false, preserveModules: true, preserveModulesRoot: resolve(folder, 'src') },
      },
    },
  });
}

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly source?: string; readonly default?: string } | string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Every door and command of a package, by the path that its file has in `dist`. */
function entriesOf(manifest: Manifest, folder: string): Record<string, string> {
  const doors = Object.values(manifest.exports).flatMap((door) =>
    typeof door === 'object' && door.source ? [door.source] : [],
  );
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
    resolve: { conditions: ['source', 'module', 'browser', 'production'] },
    define: name === 'element' ? { 'process.env.NODE_ENV': '"production"' } : {},
  };
}

function output(name: string, entry: Record<string, string>): NonNullable<InlineConfig['build']> {
  return {
    outDir: `packages/${name}/dist`,
    emptyOutDir: false,
    target: 'es2023',
    minify: false,
    sourcemap: true,
    lib: { entry, formats: ['es'], fileName: (_format, file) => `${file}.js` },
  };
}

/** `@secure-stream/protocol` is not published: its declarations travel inside each package. */
function inlineProtocolTypes(dist: string): void {
  const target = join(dist, 'protocol/src');
  let used = false;
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts') || file.startsWith('protocol/')) continue;
    const path = join(dist, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes("'@secure-stream/protocol'")) continue;
    used = true;
    const specifier = `./${relative(dirname(path), join(target, 'index.js'))}`.replace('./..', '..');
    writeFileSync(path, text.replaceAll("'@secure-stream/protocol'", `'${specifier}'`));
  }
  if (!used) return;
  mkdirSync(target, { recursive: true });
  cpSync('packages/protocol/dist', target, { recursive: true, filter: (path) => !path.includes('.tsbuildinfo') });
}
