import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { createApp } from './app.ts';
import { startOrigin } from './origin.ts';
import { watchRenewals } from './watch-renewals.ts';

/**
 * `npm run test:packed -- [--keep] [app …]`: packs the packages as they would be published, installs them in a fresh app of each framework,
 * builds it, and plays in Chromium through two renewals. Needs the npm registry; not part of `npm test`.
 */
const { values: options, positionals } = parseArgs({ options: { keep: { type: 'boolean' } }, allowPositionals: true });
const PACKAGES = ['element', 'react', 'signer', 'origin'];

const folder = mkdtempSync(join(tmpdir(), 'secure-stream-packed-'));
const apps = positionals.length > 0 ? positionals : readdirSync(join(import.meta.dirname, 'apps'));
let failed = 0;
try {
  const tarballs = pack(folder);
  const browser = await launchChromium();
  try {
    for (const name of apps) await check(name, tarballs, browser);
  } finally {
    await browser.close();
  }
} finally {
  if (options.keep) console.log(`kept ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
console.log(`${apps.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function check(name: string, tarballs: readonly string[], browser: Browser): Promise<void> {
  const started: { stop(): Promise<void> }[] = [];
  try {
    const app = createApp(name, join(folder, name));
    app.install(tarballs);
    // The origin is the one of the tarball too.
    const origin = await startOrigin(app.folder);
    started.push(origin);
    app.setValues({ VIDEO_ID: origin.videoId, STREAM_ORIGIN: origin.url });
    app.build();
    const site = await app.start({ STREAM_SIGNING_JWK: origin.jwk });
    started.push(site);
    const { renewals, position } = await watchRenewals(browser, site.url, 2);
    console.log(`ok  ${name}: ${renewals} renewals, ${position.toFixed(1)} s`);
  } catch (error) {
    failed += 1;
    console.log(`BAD ${name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await Promise.all(started.map((it) => it.stop()));
  }
}

/** Each package's `prepack` would build all of them again. */
function pack(destination: string): string[] {
  const build = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (build.status !== 0) throw new Error('The build failed.');
  return PACKAGES.map((name) => {
    const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', destination, `./packages/${name}`];
    const { status, stdout } = spawnSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    if (status !== 0) throw new Error(`${name} could not be packed.`);
    return join(destination, stdout.trim());
  });
}
