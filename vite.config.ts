import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { DEPENDENCIES } from './.storybook/dependencies.ts';
import { CHROMIUM_FLAGS, ensureBrowser } from './scripts/browsers.ts';

/** One Chromium page at a time: a hidden page's media never opens. */
const chromium = () => ({
  enabled: true,
  headless: true,
  provider: playwright({
    launchOptions: {
      // Storybook reads this file too, and needs no browser.
      ...(process.env['VITEST'] && { executablePath: ensureBrowser('chromium') }),
      args: [...CHROMIUM_FLAGS, '--js-flags=--expose-gc'],
    },
  }),
  instances: [{ browser: 'chromium' as const }],
});

const installed18 = (name: string) =>
  fileURLToPath(new URL(`./packages/react-18/node_modules/${name}`, import.meta.url));

/** The suite of `packages/react`, against the React that is installed here or against another. */
const react = (name: string, alias: Readonly<Record<string, string>> = {}) => ({
  extends: true as const,
  // The mock service worker is in it.
  publicDir: '.storybook/static',
  resolve: { alias },
  optimizeDeps: { include: [...DEPENDENCIES, 'react-dom/server'] },
  test: {
    name,
    include: ['packages/react/test/**/*.react.test.ts'],
    browser: chromium(),
    fileParallelism: false,
    testTimeout: 60_000,
  },
});

export default defineConfig({
  // Workspace packages are read as source here and as `dist` by everybody else.
  resolve: { conditions: ['@secure-stream/source', 'module', 'browser', 'development|production'] },
  ssr: { resolve: { conditions: ['@secure-stream/source', 'module', 'node', 'development|production'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['packages/*/test/**/*.node.test.ts', '{scripts,bench,site}/**/*.node.test.ts'],
          environment: 'node',
          // A busy machine takes many times as long.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'site',
          include: ['site/test/*.site.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      react('react'),
      react('react-18', { react: installed18('react'), 'react-dom': installed18('react-dom') }),
      {
        extends: true,
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: { name: 'storybook', browser: chromium(), fileParallelism: false, testTimeout: 60_000 },
      },
    ],
  },
});

/** vitest 5 uses `Map.groupBy` to print a failure, and Node 20 lacks it. Without this polyfill, that error would hide the failure. */
interface GroupingMapConstructor {
  groupBy?: <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) => Map<Key, Item[]>;
}

(Map as GroupingMapConstructor).groupBy ??= (items, keyOf) => {
  const groups = new Map();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};
