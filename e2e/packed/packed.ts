import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { PUBLISHED_PACKAGES } from '../../scripts/published-packages.ts';
import { createApp } from './app.ts';
import { startOrigin } from './processes.ts';
import { checkStarter, STARTER_NAMES } from './starters.ts';
import { watchRenewals, type Viewing } from './watch-renewals.ts';

/**
 * `npm run -w e2e packed -- [--keep] [app …]`: packs the packages as they would be published, installs them in a fresh app of each framework
 * and in each app that `create-secure-stream` writes, and plays in Chromium through two renewals. Needs the npm registry; not part of
 * `npm test`.
 */
const { values: options, positionals } = parseArgs({ options: { keep: { type: 'boolean' } }, allowPositionals: true });

const folder = mkdtempSync(join(tmpdir(), 'secure-stream-packed-'));
const apps =
  positionals.length > 0 ? positionals : [...readdirSync(join(import.meta.dirname, 'apps')), ...STARTER_NAMES];
let failed = 0;
try {
  const { create, tarballs } = pack(folder);
  const browser = await launchChromium();
  try {
    for (const name of apps) await report(name, () => check(name, tarballs, create, browser));
  } finally {
    await browser.close();
  }
} finally {
  if (options.keep) console.log(`kept ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
console.log(`${apps.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function report(name: string, watch: () => Promise<Viewing>): Promise<void> {
  const startedAt = performance.now();
  const outcome = await watch().then(
    ({ renewals, position }) => `ok  ${name}: ${renewals} renewals, ${position.toFixed(1)} s`,
    (error: unknown) => {
      failed += 1;
      return `BAD ${name}: ${error instanceof Error ? error.message : String(error)}`;
    },
  );
  console.log(`${outcome} (${Math.round((performance.now() - startedAt) / 1000)} s)`);
}

async function check(name: string, tarballs: readonly string[], create: string, browser: Browser): Promise<Viewing> {
  if (STARTER_NAMES.includes(name))
    return checkStarter(name, { folder: join(folder, name), tarballs, create, browser });
  const started: { stop(): Promise<unknown> }[] = [];
  try {
    const app = createApp(name, join(folder, name));
    app.install(tarballs);
    // The origin is the one of the tarball too.
    const origin = await startOrigin(app.folder);
    started.push(origin);
    app.setValues({ VIDEO_ID: origin.videoId, STREAM_ORIGIN: origin.url });
    app.run('build');
    const site = await app.start({ STREAM_SIGNING_JWK: origin.jwk });
    started.push(site);
    return await watchRenewals(browser, site.url, 2);
  } finally {
    await Promise.all(started.map((it) => it.stop()));
  }
}

interface Packed {
  /** Of the packages that an app depends on. */
  readonly tarballs: readonly string[];
  /** Path of the installed command that writes an app. */
  readonly create: string;
}

/** Each package's `prepack` would build all of them again. */
function pack(destination: string): Packed {
  run('npm', 'run', '--silent', 'build');
  const packed = PUBLISHED_PACKAGES.map((name) => {
    const options = ['--silent', '--ignore-scripts', '--pack-destination', destination];
    return { name, path: join(destination, run('npm', 'pack', ...options, `./packages/${name}`).trim()) };
  });
  const pathsOf = (isWanted: (name: string) => boolean) =>
    packed.filter(({ name }) => isWanted(name)).map(({ path }) => path);
  const tools = join(destination, 'tools');
  run('npm', 'install', '--silent', '--prefix', tools, ...pathsOf((name) => name === 'create-secure-stream'));
  return {
    tarballs: pathsOf((name) => name !== 'create-secure-stream'),
    create: join(tools, 'node_modules/.bin/create-secure-stream'),
  };
}

function run(command: string, ...args: string[]): string {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed.`);
  return stdout;
}
