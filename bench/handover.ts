import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { createTestServer } from '@secure-stream/test-server';
import { CHROMIUM_FLAGS, ensureBrowser } from '../scripts/browsers.ts';
import { measure, median, type Interruption, type Measurement } from './handover/measure.ts';
import type { Recording, RunOptions, Variant } from './handover/page.ts';

/**
 * What a viewer sees and hears of a renewal in the native and iframe engines, compared with a plain reload of the same player. `npm run
 * bench:handover`, or `npm run bench:handover -- native` for one engine. All numbers are from this run on this machine.
 */
const RENEWALS = Number(process.env['RENEWALS'] ?? 8);
const VARIANTS: readonly Variant[] = ['native', 'native, reloaded', 'iframe', 'iframe, reloaded'];
const selectedVariants = process.argv.slice(2);

const script = async (file: string) => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'esnext',
    conditions: ['@secure-stream/source'],
    write: false,
  });
  return outputFiles[0]!.text;
};

const [probe, page] = await Promise.all([script('./handover/probe.ts'), script('./handover/page.ts')]);
const testServer = await createTestServer();
const server = createServer((_request, response) => {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><style>#media { position: relative; width: 640px; height: 360px }
#media > * { position: absolute; inset: 0; width: 100%; height: 100%; border: 0 }</style>
<div id="media"><video></video></div>`);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
// `localhost` makes the frame cross-site, as on the web, so that it has a process of its own.
const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
const browser = await puppeteer.launch({
  executablePath: ensureBrowser('chromium'),
  args: [...CHROMIUM_FLAGS, '--site-per-process'],
});

try {
  const rows: Record<string, string>[] = [];
  for (const variant of VARIANTS) {
    if (selectedVariants.length > 0 && !selectedVariants.some((name) => variant.startsWith(name))) continue;
    const recording = await play(variant);
    rows.push(row(variant, measure(recording), recording));
  }
  console.log(
    `\n${RENEWALS} renewals each; milliseconds as minimum / median / maximum. "quiet" is an equal time without a renewal.\n`,
  );
  console.table(rows);
} finally {
  await browser.close();
  await testServer.close();
  server.close();
}

async function play(variant: Variant): Promise<Recording> {
  const { origin, endpoint, videoId } = await testServer.open({ tokenLifetime: 30, latency: 40, bandwidth: 1_000_000 });
  const tab = await browser.newPage();
  await tab.evaluateOnNewDocument(probe);
  tab.on('pageerror', (error) => console.error(variant, error));
  await tab.goto(url);
  await tab.evaluate(page);
  const options: RunOptions = { variant, origin, endpoint, videoId, renewals: RENEWALS, pause: 3000 };
  const recording = (await tab.evaluate(`run(${JSON.stringify(options)})`)) as Recording;
  await tab.close();
  return recording;
}

function row(
  variant: Variant,
  { renewals, quiet }: Measurement,
  { events, reloads }: Recording,
): Record<string, string> {
  const spread = (costs: readonly Interruption[], name: keyof Interruption) => {
    const values = costs.map((cost) => Math.round(cost[name]));
    return `${Math.min(...values)} / ${median(values)} / ${Math.max(...values)}`;
  };
  return {
    engine: variant,
    gap: spread(renewals, 'gap'),
    'gap, quiet': spread(quiet, 'gap'),
    silence: spread(renewals, 'silence'),
    'silence, quiet': spread(quiet, 'silence'),
    'position error': spread(renewals, 'jump'),
    'error, quiet': spread(quiet, 'jump'),
    'waiting seen': String(events['waiting'] ?? 0),
    reloads: String(reloads),
  };
}
