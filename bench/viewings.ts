import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { createTokenEndpoint, limitViewings, memoryStore, redisStore, type ViewingStore } from '@secure-stream/signer';
import { connectIoredis, startRedis } from '../packages/signer/test/support/redis-server.js';
import { key } from '../packages/signer/test/support/fixtures.js';
import { startWorker } from '../packages/signer/test/support/workerd.js';
import { LIMIT, runMixedOperations, type Measurement } from './viewings/mixed-operations.js';

/**
 * Operations on each store of viewings, with the 99th percentile, and the rate of a token endpoint with a store against one without.
 * `npm run bench -- viewings --operations 100000 --store memory --store redis`
 */
const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '100000' },
    tokens: { type: 'string', default: '4000' },
    store: { type: 'string', multiple: true, default: ['memory', 'redis', 'durable-objects'] },
  },
});
const VIDEO = '5d5bc37ffcf54c9b82e996823bffbb81';
const ROUND = 10_000;
const MIN_RATIO = 0.8;

interface Bench {
  readonly run: (count: number, seed: number) => Promise<Measurement>;
  /** For the endpoint in this process. */
  readonly store?: ViewingStore;
  readonly close: () => Promise<unknown>;
}

const benches: Record<string, () => Promise<Bench>> = {
  async memory() {
    const store = memoryStore();
    return { run: (count, seed) => runMixedOperations(store, count, seed), store, close: async () => {} };
  },
  async redis() {
    const server = await startRedis();
    const redis = await connectIoredis(server);
    const store = redisStore({ client: redis.client });
    return {
      run: (count, seed) => runMixedOperations(store, count, seed),
      store,
      close: async () => {
        redis.close();
        await server.stop();
      },
    };
  },
  async 'durable-objects'() {
    const entry = fileURLToPath(new URL('viewings/worker.ts', import.meta.url));
    const worker = await startWorker(entry, {
      durableObjects: { VIEWINGS: { className: 'ViewerObject', useSQLite: true } },
    });
    const run = async (count: number, seed: number) =>
      (await (await worker.fetch(`/${count}/${seed}`)).json()) as Measurement;
    return { run, close: () => worker.close() };
  },
};

for (const name of values.store) {
  const bench = await benches[name]?.();
  if (!bench) throw new Error(`Unknown store: ${name}.`);
  await measureOperations(name, bench, Number(values.operations));
  if (bench.store) await compareEndpoints(name, bench.store, Number(values.tokens));
  await bench.close();
}

async function measureOperations(name: string, { run }: Bench, operations: number): Promise<void> {
  const latencies: number[] = [];
  let mostViewings = 0;
  const start = performance.now();
  for (let left = operations, seed = 1; left > 0; left -= ROUND, seed += 1) {
    const measurement = await run(Math.min(ROUND, left), seed);
    for (const latency of measurement.latencies) latencies.push(latency);
    mostViewings = Math.max(mostViewings, measurement.mostViewings);
  }
  const rate = Math.round((operations * 1000) / (performance.now() - start));
  const sorted = latencies.toSorted((a, b) => a - b);
  const percentile = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(2);
  report(
    mostViewings <= LIMIT,
    `${name}: ${sorted.length} operations, ${rate}/s, p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, at most ${mostViewings} viewings of ${LIMIT}`,
  );
}

/** Only the memory store has a target: for the others the network decides. */
async function compareEndpoints(name: string, store: ViewingStore, tokens: number): Promise<void> {
  const viewings = limitViewings({ perViewer: LIMIT, store });
  const authorize = (request: Request) => ({ viewer: request.headers.get('x-viewer') ?? '' });
  const endpoints = {
    bare: createTokenEndpoint({ key: key.jwk, authorize }),
    limited: createTokenEndpoint({ key: key.jwk, authorize, viewings }),
  };
  const spent = { bare: 0, limited: 0 };
  const rounds = 10;
  for (let round = 0; round <= rounds; round += 1) {
    // In turn, and alternating which comes first, so that other load affects both.
    for (const kind of round % 2 ? (['bare', 'limited'] as const) : (['limited', 'bare'] as const)) {
      const start = performance.now();
      await requestTokens(endpoints[kind], Math.round(tokens / rounds));
      // The first round warms up.
      if (round > 0) spent[kind] += performance.now() - start;
    }
  }
  const ratio = spent.bare / spent.limited;
  const rate = (kind: keyof typeof spent) => Math.round((tokens * 1000) / spent[kind]);
  report(
    name !== 'memory' || ratio >= MIN_RATIO,
    `endpoint with ${name}: ${rate('limited')} tokens/s, without a store ${rate('bare')}/s, ratio ${ratio.toFixed(3)}`,
  );
}

async function requestTokens(endpoint: (request: Request) => Promise<Response>, count: number): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const request = new Request('https://site.example/t', {
        method: 'POST',
        headers: { 'x-viewer': `endpoint-viewer-${left}` },
        body: JSON.stringify({ videoId: VIDEO, playbackId: `playback-number-${left}` }),
      });
      const { status } = await endpoint(request);
      if (status !== 200) throw new Error(`The endpoint responded with ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

function report(isGood: boolean, line: string): void {
  console.log(`${isGood ? 'ok    ' : 'FAILED'} ${line}`);
  if (!isGood) process.exitCode = 1;
}
