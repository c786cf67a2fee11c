import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { key } from '../packages/signer/test/support/fixtures.js';
import { startWorker, type WorkerSettings } from '../packages/signer/test/support/workerd.js';
import { endpointLoad } from './load/endpoint.js';
import { createOriginLoad } from './load/origin.js';
import type { Load, LoadRequest, Subject } from './load/subject.js';
import { readHeapUsage } from './support/workerd-heap.js';

/**
 * The token endpoint and the local origin under load, with 10 % of bad requests: requests per second, 99th percentile, errors, and memory before
 * and after. `npm run bench -- load --requests 200000 --subject endpoint --runtime node`
 */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '200000' },
    subject: { type: 'string', multiple: true, default: ['endpoint', 'origin'] },
    runtime: { type: 'string', multiple: true, default: ['node', 'workerd'] },
  },
});
const CONNECTIONS = 32;
const TIMEOUT_S = 30;
/** Fills caches and the request log of the origin, which keeps the last 20,000. */
const WARM_UP = 20_000;
/** A leak of 50 bytes per request would be 10 MB after 200,000. The request log alone varies by half. */
const MAX_GROWTH_MB = 8;
/** Every tenth request is bad. */
const BAD_EVERY = 10;

interface Target {
  readonly load: Load;
  readonly worker: string;
  readonly settings?: WorkerSettings;
}

const targets: Record<string, () => Promise<Target>> = {
  endpoint: async () => ({ load: endpointLoad, worker: 'load/endpoint-worker.ts' }),
  origin: async () => ({
    load: await createOriginLoad(key.jwk),
    worker: 'load/origin-worker.ts',
    settings: {
      compatibilityFlags: ['nodejs_compat'],
      serviceBindings: {
        DEMO: async ({ url }: { readonly url: string }) => {
          const file = new URL(`../packages/origin/media/demo${new URL(url).pathname}`, import.meta.url);
          return new Response(await readFile(file)) as never;
        },
      },
    },
  }),
};

const runtimes: Record<string, (name: string, target: Target) => Promise<Subject>> = {
  async node(name) {
    const file = fileURLToPath(new URL('load/node-server.ts', import.meta.url));
    const child = fork(file, [name, key.jwk], { execArgv: [...process.execArgv, '--expose-gc'] });
    const [url] = (await once(child, 'message')) as [string];
    return {
      url,
      async memory() {
        child.send('memory');
        const [bytes] = (await once(child, 'message')) as [number];
        return bytes;
      },
      async close() {
        child.kill();
        await once(child, 'exit');
      },
    };
  },
  async workerd(_name, { worker, settings }) {
    const running = await startWorker(fileURLToPath(new URL(worker, import.meta.url)), {
      ...settings,
      bindings: { KEY: key.jwk },
      inspectorPort: 0,
    });
    const memory = async () => readHeapUsage(await running.inspector(), () => running.fetch('/'));
    return { url: running.url, memory, close: () => running.close() };
  },
};

for (const name of values.subject)
  for (const runtime of values.runtime) {
    const target = await targets[name]?.();
    const subject = target && (await runtimes[runtime]?.(name, target));
    if (!subject) throw new Error(`Unknown subject or runtime: ${name}, ${runtime}.`);
    await measure(`${name} on ${runtime}`, subject, target.load, Number(values.requests));
    await subject.close();
  }

async function measure(name: string, { url, memory }: Subject, load: Load, requests: number): Promise<void> {
  await send(url, load, Math.min(WARM_UP, requests));
  const before = await memory();
  const start = performance.now();
  const { result, unexpected } = await send(url, load, requests);
  const seconds = (performance.now() - start) / 1000;
  const after = await memory();
  const errors = result.errors + result.timeouts + [...unexpected.values()].reduce((sum, count) => sum + count, 0);
  const answered = result['1xx'] + result['2xx'] + result['3xx'] + result['4xx'] + result['5xx'];
  const bad = result['4xx'] / answered;
  const isGood = errors === 0 && answered === requests && toMegabytes(after - before) <= MAX_GROWTH_MB;
  const rate = Math.round(answered / seconds);
  console.log(
    `${isGood ? 'ok    ' : 'FAILED'} ${name}: ${answered} of ${requests} requests answered, ${(bad * 100).toFixed(1)} % of them refused, ${rate}/s, ` +
      `p99 ${result.latency.p99} ms, ${errors} errors, MB before ${toMegabytes(before).toFixed(1)}, after ${toMegabytes(after).toFixed(1)}`,
  );
  for (const [answer, count] of unexpected) console.log(`       ${count} times ${answer}`);
  if (!isGood) process.exitCode = 1;
}

/** Sends requests, each tenth of them bad, and counts the answers with another status than expected. */
async function send(url: string, { good, bad }: Load, amount: number) {
  const unexpected = new Map<string, number>();
  let sent = 0;
  const toRequest = (request: LoadRequest): autocannon.Request => ({
    setupRequest: (defaults) => {
      const count = (sent += 1);
      const { method = 'GET', headers = {}, path, body } = request;
      return { ...defaults, method, headers, path: path(count), body: body?.(count) ?? '' };
    },
    onResponse: (status) => {
      if (status === request.status) return;
      const answer = `${status} instead of ${request.status} for ${request.method ?? 'GET'} ${request.path(0).slice(-40)}`;
      unexpected.set(answer, (unexpected.get(answer) ?? 0) + 1);
    },
  });
  const cycle = Array.from({ length: BAD_EVERY * bad.length * good.length }, (_, index) =>
    index % BAD_EVERY === BAD_EVERY - 1 ? bad[Math.floor(index / BAD_EVERY) % bad.length]! : good[index % good.length]!,
  );
  const result = await autocannon({
    url,
    amount,
    connections: CONNECTIONS,
    timeout: TIMEOUT_S,
    requests: cycle.map(toRequest),
  });
  return { result, unexpected };
}

function toMegabytes(bytes: number): number {
  return bytes / 2 ** 20;
}
