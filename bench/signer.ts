import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { startWorker } from '../packages/signer/test/support/workerd.js';
import { median } from './support/metrics.js';
import { createRounds, type Kind } from './signer/rounds.js';
import { readHeapUsage } from './support/workerd-heap.js';

/**
 * Tokens per second against bare WebCrypto RS256 signatures in the same process, on Node and on workerd, and memory growth after many tokens.
 * `npm run bench -- signer --pairs 20 --tokens 100000 --runtime node`
 */
const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '24' },
    tokens: { type: 'string', default: '100000' },
    runtime: { type: 'string', multiple: true, default: ['node', 'workerd'] },
  },
});
const ROUND = 250;
const MIN_RATIO = 0.9;
/** Maximum growth after the first tenth. A leak of each token would be 60 MB. */
const MAX_GROWTH_MB = 1;

interface Runtime {
  readonly sign: (kind: Kind, count: number) => Promise<unknown>;
  /** Megabytes in use after garbage collection. */
  readonly memory: () => number | Promise<number>;
  readonly close: () => Promise<void>;
}

const runtimes: Record<string, () => Promise<Runtime>> = {
  async node() {
    const rounds = await createRounds();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const memory = () => {
      collect();
      return process.memoryUsage().heapUsed / 2 ** 20;
    };
    return { sign: (kind, count) => rounds[kind](count), memory, close: async () => {} };
  },
  async workerd() {
    const worker = await startWorker(fileURLToPath(new URL('signer/worker.ts', import.meta.url)), { inspectorPort: 0 });
    const memory = async () =>
      (await readHeapUsage(await worker.inspector(), () => worker.fetch('/signer/0'))) / 2 ** 20;
    return { sign: (kind, count) => worker.fetch(`/${kind}/${count}`), memory, close: () => worker.close() };
  },
};

for (const name of values.runtime) {
  const runtime = await runtimes[name]?.();
  if (!runtime) throw new Error(`Unknown runtime: ${name}.`);
  await compare(name, runtime, Number(values.pairs));
  await watchMemory(name, runtime, Number(values.tokens));
  await runtime.close();
}

async function compare(name: string, { sign }: Runtime, pairs: number): Promise<void> {
  for (const kind of ['bare', 'signer'] as const) await sign(kind, ROUND);
  const ratios: number[] = [];
  const spent = { bare: 0, signer: 0 };
  for (let pair = 0; pair < pairs; pair += 1) {
    // In turn, and alternating which comes first, so that other load affects both.
    const order: readonly Kind[] = pair % 2 ? ['bare', 'signer'] : ['signer', 'bare'];
    const took = { bare: 0, signer: 0 };
    for (const kind of order) took[kind] = await timed(() => sign(kind, ROUND));
    ratios.push(took.bare / took.signer);
    spent.bare += took.bare;
    spent.signer += took.signer;
  }
  const rate = (kind: Kind) => Math.round((pairs * ROUND * 1000) / spent[kind]);
  const ratio = median(ratios);
  report(ratio >= MIN_RATIO, `${name}: ${rate('signer')} tokens/s, bare ${rate('bare')}/s, ratio ${ratio.toFixed(3)}`);
}

async function watchMemory(name: string, { sign, memory }: Runtime, tokens: number): Promise<void> {
  const used: number[] = [];
  for (let tenth = 0; tenth < 10; tenth += 1) {
    for (let left = tokens / 10; left > 0; left -= ROUND) await sign('signer', Math.min(ROUND, left));
    used.push(await memory());
  }
  const growth = Math.max(...used.slice(-3)) - (used[0] ?? NaN);
  const steps = used.map((megabytes) => megabytes.toFixed(1)).join(' ');
  report(
    growth <= MAX_GROWTH_MB,
    `${name}: MB after each tenth of ${tokens} tokens: ${steps}; growth ${growth.toFixed(1)}`,
  );
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function report(good: boolean, line: string): void {
  console.log(`${good ? 'ok    ' : 'FAILED'} ${line}`);
  if (!good) process.exitCode = 1;
}
