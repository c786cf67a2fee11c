import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import puppeteer from 'puppeteer-core';
import { testServerPlugin } from '@secure-stream/test-server/wtr-plugin';
import { CHROMIUM_FLAGS, ensureBrowser } from './scripts/browsers.ts';
import { freePort } from './scripts/free-port.ts';
import { accessibilityPlugin } from './scripts/test/accessibility-plugin.ts';
import { bundlePlugin } from './scripts/test/bundle-plugin.ts';
import { failurePlugin } from './scripts/test/failure-plugin.ts';
import { fileResultReporter } from './scripts/test/file-result-reporter.ts';
import { pageCommandsPlugin } from './scripts/test/page-commands.ts';
import { BROWSER_TESTS } from './scripts/test/steps.ts';
import { listTestFiles } from './scripts/test/test-files.ts';
import { startWebKitDriver } from './scripts/webkit-driver.ts';

const name = process.env.BROWSER ?? 'chromium';
const rootDir = fileURLToPath(new URL('.', import.meta.url));

const stage = testServerPlugin();

const CONDITIONS = ['@secure-stream/source', 'browser', 'development'];

/** The build of hls.js that the script for a tag loads (`npm run build` writes it). */
const findHlsForStream = () => {
  const folder = `${rootDir}packages/element/dist/cdn/chunks`;
  const file = readdirSync(folder).find((path) => /^hls-for-stream-[^.]+\.js$/.test(path));
  if (!file) throw new Error(`${folder} has no build of hls.js: npm run build makes it`);
  return `${folder}/${file}`;
};

/** What the pages load: the test files that the command names. If it has a pattern, or names none, all. */
const findEntryPoints = () => {
  const files = listTestFiles().map(({ path }) => path);
  const tests = files.filter((path) => BROWSER_TESTS.test(path));
  const named = process.argv.slice(process.argv.indexOf('--files') + 1);
  return [
    ...(named.every((path) => tests.includes(path)) ? named : tests),
    ...files.filter((path) => path.endsWith('.page.ts')),
    'scripts/test/page-hooks.ts',
  ];
};

/** The pages load bundles. Watching needs single modules: a change runs the test files that import the changed one. */
const serveScripts = () =>
  process.argv.includes('--watch')
    ? esbuildPlugin({
        ts: true,
        tsx: true,
        target: 'es2022',
        tsconfig: fileURLToPath(new URL('tsconfig.base.json', import.meta.url)),
      })
    : bundlePlugin({
        root: rootDir,
        entryPoints: findEntryPoints(),
        conditions: CONDITIONS,
        alias: process.env.HLS_FOR_STREAM ? { 'hls.js': findHlsForStream() } : {},
      });

/** Without the events of requests and issues, which no test reads. */
const UNWATCHED = { networkEnabled: false, issuesEnabled: false };

const launchers = {
  chromium: () =>
    chromeLauncher({
      puppeteer,
      launchOptions: { executablePath: ensureBrowser('chromium'), args: CHROMIUM_FLAGS, ...UNWATCHED },
    }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      launchOptions: {
        browser: 'firefox',
        ...UNWATCHED,
        executablePath: ensureBrowser('firefox'),
        extraPrefsFirefox: {
          'media.autoplay.default': 0,
          // Its own button lies over every picture and takes the clicks that are meant for a menu there.
          'media.videocontrols.picture-in-picture.video-toggle.enabled': false,
        },
      },
    }),
  webkit: async () =>
    webdriverLauncher({
      ...(await startWebKitDriver(ensureBrowser('webkit'))),
      // A browser that does not answer is given up after two minutes instead of eight.
      connectionRetryTimeout: 60_000,
      connectionRetryCount: 1,
      capabilities: {
        'wdio:enforceWebDriverClassic': true,
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': {
          binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
          args: ['--automation', '--autoplay-policy=allow'],
        },
      },
    }),
};

export default {
  rootDir,
  files: 'packages/*/test/**/*.browser.test.ts',
  hostname: '127.0.0.1',
  // Left to itself, each of two runs that start at once takes the first port it finds.
  port: await freePort(),
  // One page at a time: a second tab is hidden, and a hidden page's media never opens.
  concurrency: 1,
  browsers: [await launchers[name]()],
  nodeResolve: { exportConditions: CONDITIONS },
  plugins: [
    stage.plugin,
    accessibilityPlugin(),
    pageCommandsPlugin(),
    failurePlugin({ root: rootDir, browser: name, requests: stage.requests }),
    serveScripts(),
  ],
  testFramework: { config: { ui: 'tdd', timeout: 120_000 } },
  testsFinishTimeout: 1_200_000,
  browserStartTimeout: 120_000,
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    fileResultReporter(process.env.REPORT_FILE, rootDir),
  ],
};
