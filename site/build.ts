import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build as buildWithVite } from 'vite';
import { build as buildSite } from 'vitepress';
import { writeTypeScriptReference } from './typescript.ts';

/** Builds the documentation site into `site/dist`. The demos and the playground are finished folders, which VitePress copies. */
const site = fileURLToPath(new URL('.', import.meta.url));
const publicFolder = `${site}public`;
const WORKER = 'mockServiceWorker.js';

await writeTypeScriptReference(`${site}typescript`);
for (const name of ['demo', 'stories']) rmSync(`${publicFolder}/${name}`, { recursive: true, force: true });
cpSync(`.storybook/static/${WORKER}`, `${publicFolder}/${WORKER}`);
await buildWithVite({
  configFile: false,
  root: `${site}demo`,
  base: './',
  logLevel: 'error',
  resolve: { conditions: ['@secure-stream/source', 'module', 'browser', 'development|production'] },
  define: { 'import.meta.env.STORYBOOK_SERVICE_WORKER': JSON.stringify(`../${WORKER}`) },
  build: { outDir: `${publicFolder}/demo`, emptyOutDir: true },
});
buildPlayground();
await buildSite('site');

function buildPlayground(): void {
  const { status } = spawnSync(
    'npx',
    ['--no-install', 'storybook', 'build', '-o', `${publicFolder}/stories`, '--loglevel', 'error', '--quiet'],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, STORYBOOK_SERVICE_WORKER: `../${WORKER}` } },
  );
  if (status !== 0) throw new Error('the playground could not be built');
  // The copy at the root of the site is the one whose scope contains the frames of the demo's player.
  rmSync(`${publicFolder}/stories/${WORKER}`);
}
