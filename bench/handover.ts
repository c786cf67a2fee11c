import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { createTestServer } from '@secure-stream/test-server';
import { CHROMIUM_FLAGS, ensureBrowser } from '../scripts/browsers.ts';
import { measure, percentile, type Interruption, type Recording } from './handover/measure.ts';
import type { RunOptions, Variant } from './handover/page.ts';

/**
 * What a viewer sees and hears of a renewal in the native and iframe engines, compared with undisturbed playback and with a plain reload of
 * the same player. `npm run bench -- handover native iframe` measures only these variants, `--busy 1` keeps one core busy meanwhile. All
 * numbers are from this run on this machine.
 */
const RENEWALS = Number(process.env['RENEWALS'] ?? 12);
const VARIANTS: readonly Variant[] = ['native', 'native, reloaded', 'iframe', 'iframe, reloaded'];
const { values, positionals } = parseArgs({
  options: { busy: { type: 'string', default: '0' } },
  allowPositionals: true,
});

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
  // One call waits for all renewals of a variant, which take longer on a busy machine than the three minutes of puppeteer.
  protocolTimeout: RENEWALS * 60_000,
  executablePath: ensureBrowser('chromium'),
  args: [...CHROMIUM_FLAGS, '--site-per-process'],
});

const stopBusyLoops = startBusyLoops(Number(values.busy));

try {
  const rows: Record<string, string | number>[] = [];
  for (const variant of VARIANTS) {
    if (positionals.length > 0 && !positionals.includes(variant)) continue;
    rows.push(row(variant, await play(variant)));
  }
  console.log(
    `\n${RENEWALS} renewals each, ${values.busy} busy cores. Milliseconds as median / 90th percentile. "Quiet" is an equal time without a renewal, "beyond" the difference.\n`,
  );
  console.table(rows);
} finally {
  await stopBusyLoops();
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
  const options: RunOptions = { variant, origin, endpoint, videoId, renewals: RENEWALS };
  const recording = (await tab.evaluate(`run(${JSON.stringify(options)})`)) as Recording;
  await tab.close();
  return recording;
}

function row(variant: Variant, recording: Recording): Record<string, string | number> {
  const { renewals, quiet } = measure(recording);
  const spread = (costs: readonly Interruption[], name: keyof Interruption) =>
    [0.5, 0.9].map((share) =>
      Math.round(
        percentile(
          costs.map((cost) => cost[name]),
          share,
        ),
      ),
    );
  const columns = (name: 'gap' | 'error') => {
    const [all, baseline] = [spread(renewals, name), spread(quiet, name)];
    return {
      [name]: all.join(' / '),
      [`${name}, quiet`]: baseline.join(' / '),
      [`${name}, beyond`]: all.map((value, index) => value - baseline[index]!).join(' / '),
    };
  };
  return {
    engine: variant,
    ...columns('gap'),
    ...columns('error'),
    silence: spread(renewals, 'silence').join(' / '),
    'silence, quiet': spread(quiet, 'silence').join(' / '),
    'two heard': spread(renewals, 'doubleSound').join(' / '),
    'waiting seen': recording.events['waiting'] ?? 0,
    reloads: recording.reloads,
  };
}

/** Keeps this many cores busy. Returns a function that ends it. */
function startBusyLoops(count: number): () => Promise<void> {
  const workers = Array.from({ length: count }, () => new Worker('for (;;);', { eval: true }));
  return async () => void (await Promise.all(workers.map((worker) => worker.terminate())));
}
