import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { Browser } from 'puppeteer-core';
import { freePort } from '../../scripts/free-port.ts';
import { openApp, type Site } from './app.ts';
import { START_S, startOrigin } from './processes.ts';
import { watchRenewals, type Viewing } from './watch-renewals.ts';

/** What `create-secure-stream` is asked for: each framework with each server, and viewing limits with half of them on each server. */
const STARTERS: Readonly<Record<string, string>> = {
  'create-html-node': '--framework html --server node --viewing-limits',
  'create-html-worker': '--framework html --server worker --no-viewing-limits',
  'create-react-node': '--framework react --server node --no-viewing-limits',
  'create-react-worker': '--framework react --server worker --viewing-limits',
  'create-vue-node': '--framework vue --server node --viewing-limits',
  'create-vue-worker': '--framework vue --server worker --no-viewing-limits',
  'create-svelte-node': '--framework svelte --server node --no-viewing-limits',
  'create-svelte-worker': '--framework svelte --server worker --viewing-limits',
  'create-next': '--framework next --viewing-limits',
  'create-astro': '--framework astro --no-viewing-limits',
};

export const STARTER_NAMES: readonly string[] = Object.keys(STARTERS);

/** Seconds. A viewing of two renewals takes less than half a minute. */
const STREAM_TOKEN_LIFETIME = '8';

export interface StarterContext {
  /** Where the app is created. */
  readonly folder: string;
  readonly tarballs: readonly string[];
  readonly browser: Browser;
  /** Path of the packed command. */
  readonly create: string;
}

/**
 * Creates an app with the packed command. Plays with `npm run dev` through two renewals of the local origin, and ends it as Ctrl+C does. Then
 * builds it with a signing key and the URL of an origin in `.env`, and plays again.
 */
export async function checkStarter(name: string, context: StarterContext): Promise<Viewing> {
  const { folder, tarballs, browser, create } = context;
  execFileSync(create, [folder, ...(STARTERS[name]?.split(' ') ?? [])], { stdio: 'pipe' });
  const app = openApp(folder);
  app.install(tarballs);
  const ports = { SERVER_PORT: `${await freePort()}`, STREAM_ORIGIN_PORT: `${await freePort()}` };

  const dev = await app.start({ ...ports, STREAM_TOKEN_LIFETIME }, 'dev');
  const viewing = await watchAndInterrupt(dev, Object.values(ports), browser);

  const origin = await startOrigin(folder);
  try {
    // A Worker is deployed, not started: on this machine it runs with `npm run dev`, also with the demo viewer.
    const isWorker = name.endsWith('-worker');
    const variables = {
      STREAM_SIGNING_JWK: origin.jwk,
      PUBLIC_STREAM_VIDEO_ID: origin.videoId,
      PUBLIC_STREAM_ORIGIN: origin.url,
      STREAM_TOKEN_LIFETIME,
      ...(isWorker && { STREAM_DEMO_VIEWER: 'ada' }),
    };
    const lines = Object.entries(variables).map(([key, value]) => `${key}=${value}\n`);
    writeFileSync(join(folder, '.env'), lines.join(''));
    if (!isWorker) writeViewer(folder);
    app.run('build');
    app.run('types');
    checkBundle(folder, origin.jwk);
    if (!isWorker) await checkDemoViewer(folder);
    const site = isWorker ? await app.start(ports, 'dev') : await app.start({});
    await watchAndInterrupt(site, isWorker ? [ports.SERVER_PORT] : [], browser);
  } finally {
    await origin.stop();
  }
  return viewing;
}

/** Writes `viewerOf()`, as the README asks for. */
function writeViewer(folder: string): void {
  const path = join(folder, 'server/authorize.ts');
  const text = readFileSync(path, 'utf8');
  const written = text.replace(/ {2}if \(STREAM_DEMO_VIEWER\) return .*/, "  return { id: 'ada' };");
  if (written === text) throw new Error(`${path} has no demo viewer.`);
  writeFileSync(path, written);
}

/** `npm start` must refuse to start while everybody counts as one viewer. */
async function checkDemoViewer(folder: string): Promise<void> {
  const env = { ...process.env, STREAM_DEMO_VIEWER: 'ada', PORT: `${await freePort()}` };
  const { status, stderr } = spawnSync('npm', ['start'], { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
  if (!status || !stderr.includes('STREAM_DEMO_VIEWER is set')) throw new Error(`npm start did not refuse: ${stderr}`);
}

/** Ends the site as Ctrl+C does, and waits until nothing listens on its ports: those of `behind` too, for the page hides them. */
async function watchAndInterrupt(site: Site, behind: readonly string[], browser: Browser): Promise<Viewing> {
  try {
    // The page may be there before the server behind it.
    await waitUntil(async () => (await statusOf(`${site.url}/api/stream-token`)) < 500, 'the token endpoint', START_S);
    await checkServedFiles(site.url);
    const viewing = await watchRenewals(browser, site.url, 2);
    await site.stop('SIGINT');
    const urls = [site.url, ...behind.map((port) => `http://localhost:${port}`)];
    await waitUntil(
      async () => (await Promise.all(urls.map(statusOf))).every(Number.isNaN),
      'the end of all processes',
    );
    return viewing;
  } finally {
    await site.stop();
  }
}

/** `NaN` if nothing responds. */
function statusOf(url: string): Promise<number> {
  return fetch(url).then(
    ({ status }) => status,
    () => NaN,
  );
}

const SECRET_FILES = ['.env', '.stream-origin/env', '.stream-origin/state.json', '.stream-origin/env?raw'];

/** A development server delivers files of the folder in which it runs. */
async function checkServedFiles(url: string): Promise<void> {
  for (const file of SECRET_FILES) {
    const text = await (await fetch(`${url}/${file}`)).text();
    if (/STREAM_SIGNING_JWK|apiToken/.test(text)) throw new Error(`${file} is served.`);
  }
}

/** What a browser loads must not contain the signing key. */
function checkBundle(folder: string, jwk: string): void {
  const output = ['dist', '.next/static'].map((path) => join(folder, path)).find((path) => existsSync(path)) ?? folder;
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const leaks = files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8').includes(jwk));
  if (files.length === 0) throw new Error('The build wrote no file.');
  if (leaks.length > 0) throw new Error(`The signing key is in ${leaks.map(({ name }) => name).join(', ')}.`);
}
