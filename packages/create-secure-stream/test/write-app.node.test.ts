import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Answers, UsageError } from '../src/answers.js';
import { writeApp } from '../src/write-app.js';
import { COMBINATIONS, type Combination } from './support/combinations.js';

const root = mkdtempSync(join(tmpdir(), 'create-secure-stream-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const COMMON = [
  '.env.example',
  '.gitignore',
  'README.md',
  'package.json',
  'scripts/dev.js',
  'scripts/environment.js',
  'scripts/local-origin.js',
  'scripts/processes.js',
  'scripts/run.js',
  'server/authorize.ts',
  'server/endpoint.ts',
  'style.css',
  'tsconfig.json',
];

const PAGE = ['index.html', 'scripts/page-settings.js', 'vite.config.ts'];

const OF_FRAMEWORK = {
  html: [...PAGE, 'src/main.ts'],
  react: [...PAGE, 'src/App.tsx', 'src/main.tsx'],
  next: ['app/api/stream-token/route.ts', 'app/layout.tsx', 'app/page.tsx', 'app/player.tsx', 'instrumentation.ts'],
  astro: [
    'astro.config.ts',
    'scripts/start.js',
    'src/main.ts',
    'src/pages/api/stream-token.ts',
    'src/pages/index.astro',
  ],
  vue: [...PAGE, 'src/App.vue', 'src/main.ts'],
  svelte: [...PAGE, 'src/App.svelte', 'src/main.ts'],
};

const OF_SERVER = {
  node: ['server/main.ts'],
  worker: ['scripts/deploy.js', 'server/env.d.ts', 'server/worker.ts', 'wrangler.jsonc'],
};

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function write(combination: Combination): { directory: string; files: string[]; read: (file: string) => string } {
  const directory = mkdtempSync(join(root, 'app-'));
  writeApp({ ...combination, directory } as Answers);
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(directory, join(parentPath, name)));
  return { directory, files, read: (file) => readFileSync(join(directory, file), 'utf8') };
}

const importsOf = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:import|export) (?:[^'"]*? from )?'([^']+)'/gm)].map(([, path = '']) => path);

describe.each(COMBINATIONS)('writeApp: $framework, $server, viewing limits: $hasViewingLimits', (combination) => {
  const { framework, server, hasViewingLimits } = combination;
  const { directory, files, read } = write(combination);
  const manifest = JSON.parse(read('package.json')) as Manifest;

  test('writes exactly these files', () => {
    const expected = [...COMMON, ...OF_FRAMEWORK[framework], ...(server ? OF_SERVER[server] : [])];
    expect(files.toSorted()).toEqual(expected.toSorted());
  });

  test('writes a package.json with scripts that exist and a range for each dependency', () => {
    expect(manifest.name).toMatch(/^app-[a-z0-9-]+$/);
    expect(manifest.scripts['dev']).toBe('node scripts/dev.js');
    expect(Object.keys(manifest.scripts)).toContain(server === 'worker' ? 'deploy' : 'start');
    for (const range of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
  });

  test('imports only files of the app and packages that it depends on', () => {
    const scripts = files.filter((file) => /\.(?:[jt]sx?|astro|vue|svelte)$/.test(file));
    const isKnown = (file: string, path: string) =>
      path.startsWith('.')
        ? existsSync(join(directory, dirname(file), path))
        : isBuiltin(path) ||
          path.startsWith('cloudflare:') ||
          Object.hasOwn(
            { ...manifest.dependencies, ...manifest.devDependencies },
            path.split('/', path.startsWith('@') ? 2 : 1).join('/'),
          );
    const unknown = scripts.flatMap((file) =>
      importsOf(read(file)).flatMap((path) => (isKnown(file, path) ? [] : [`${file}: ${path}`])),
    );
    expect(unknown).toEqual([]);
    expect(scripts.flatMap((file) => importsOf(read(file))).length).toBeGreaterThan(10);
  });

  test('writes one README that names files of the app', () => {
    const readme = read('README.md');
    expect(readme.match(/^# .*/gm)).toEqual(['# A private video']);
    const table = readme.slice(readme.indexOf('## Files'));
    const named = [...table.matchAll(/^\| `([\w./-]+)`/gm)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((path) => !existsSync(join(directory, path)))).toEqual([]);
  });

  test('leaves no placeholder', () => {
    const text = files.map(read).join('\n');
    expect(text).not.toMatch(/\bTODO\b|\bFIXME\b|@@|<%|__[A-Z]+__/);
    expect(files.filter((file) => file.startsWith('_'))).toEqual([]);
  });

  test('describes each variable of the environment that it reads', () => {
    const text = files.filter((file) => /\.(?:[jt]sx?|astro|vue|svelte|html|jsonc)$/.test(file)).map(read);
    const names = new Set(
      text.join('\n').match(/\b(?:PUBLIC_)?STREAM_[A-Z_]+\b|\b(?:SERVER_)?PORT\b|\bSERVER_HOST\b/g),
    );
    const described = read('.env.example');
    expect([...names].filter((name) => !new RegExp(`^(?:# )?${name}=`, 'm').test(described))).toEqual([]);
  });

  test('limits viewings only if that was asked for, on a Worker with Durable Objects', () => {
    expect(read('server/endpoint.ts').includes('limitViewings')).toBe(hasViewingLimits);
    if (server !== 'worker') return;
    expect(read('wrangler.jsonc').includes('ViewerObject')).toBe(hasViewingLimits);
    expect(read('server/worker.ts').includes('ViewerObject')).toBe(hasViewingLimits);
  });
});

describe('writeApp', () => {
  const answers = { framework: 'html', server: 'node', hasViewingLimits: false } as const;

  test('creates a directory that does not exist, with the folders above it', () => {
    const directory = join(root, 'new/app');
    writeApp({ ...answers, directory });
    expect(existsSync(join(directory, 'package.json'))).toBe(true);
  });

  test('never writes to a directory that has contents', () => {
    const directory = join(root, 'used');
    mkdirSync(directory);
    writeFileSync(join(directory, '.hidden'), 'mine');
    expect(() => writeApp({ ...answers, directory })).toThrow(UsageError);
    expect(() => writeApp({ ...answers, directory })).toThrow('is not empty');
    expect(readdirSync(directory)).toEqual(['.hidden']);
  });

  test('never replaces a file', () => {
    const directory = join(root, 'file');
    writeFileSync(directory, 'mine');
    expect(() => writeApp({ ...answers, directory })).toThrow('exists and is not a directory');
    expect(readFileSync(directory, 'utf8')).toBe('mine');
  });
});
