import { type ChildProcess, fork } from 'node:child_process';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { median } from './support/metrics.ts';

/**
 * Throughput of the Node host for a segment with a signature check, compared with a plain static file server, and with a server that writes
 * the same bytes from memory and does nothing else: what Node's `http` can do at best. All send the same headers, run in their own
 * processes, and are measured in turn by one client, so that other load affects all of them. The file server reads in threads of Node's
 * pool, so a busy machine gives it more turns than the one thread of the others; the CPU time of each process shows what a response costs.
 *
 * npm run bench -- origin
 */
const ROUNDS = 7;
const RESPONSES = 5000;
/** A server is compiled while it warms up, and a busy machine answers few requests in a second: so responses are counted, not seconds. */
const WARM_UP = 15_000;
const CONNECTIONS = 16;
const MIN_RATIO = 0.85;

interface Ready {
  readonly url: string;
  readonly bytes: number;
}

const NAMES = {
  origin: 'origin, signature checked',
  file: 'static file server',
  memory: 'the same bytes from memory',
} as const;
const servers = await Promise.all(Object.keys(NAMES).map(start));
const rates = servers.map((): number[] => []);
const costs = servers.map((): number[] => []);
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [index, { child, ready }] of servers.entries()) {
    const before = await cpuTime(child);
    const seconds = await measure(ready, round ? RESPONSES : WARM_UP);
    const cost = (await cpuTime(child)) - before;
    if (round === 0) continue;
    rates[index]!.push(RESPONSES / seconds);
    costs[index]!.push(cost / RESPONSES);
  }
}
for (const { child } of servers) child.kill();

const [ratio = NaN, memoryRatio = NaN] = [1, 2].map((index) => medianRatio(rates[0]!, rates[index]!));
const [costRatio = NaN, memoryCostRatio = NaN] = [1, 2].map((index) => medianRatio(costs[index]!, costs[0]!));
process.stdout.write(
  [
    `a segment of ${servers[0]!.ready.bytes} bytes, ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${RESPONSES} responses`,
    ...Object.values(NAMES).map(
      (name, index) =>
        `  ${name.padEnd(28)}${Math.round(median(rates[index]!))} responses per second, ${Math.round(median(costs[index]!))} µs of CPU time each`,
    ),
    `  to the static file server   ${ratio.toFixed(2)}, and ${costRatio.toFixed(2)} per CPU time (target: at least ${MIN_RATIO})`,
    `  to the bytes from memory    ${memoryRatio.toFixed(2)}, and ${memoryCostRatio.toFixed(2)} per CPU time`,
    '',
  ].join('\n'),
);
process.exitCode = ratio >= MIN_RATIO ? 0 : 1;

async function start(kind: string) {
  const child = fork(fileURLToPath(new URL('./origin/server.ts', import.meta.url)), [kind]);
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    child.once('error', reject);
  });
  return { child, ready };
}

/** CPU time of a server's process so far, in microseconds. */
function cpuTime(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as number));
    child.send('cpu time');
  });
}

/** Returns the seconds that the responses took. The client reads each to its end and checks its length. */
async function measure({ url, bytes }: Ready, responses: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const start = performance.now();
  let remaining = responses;
  const request = () =>
    new Promise<void>((resolve, reject) => {
      get(url, { agent }, (response) => {
        let received = 0;
        response.on('data', (chunk: Buffer) => (received += chunk.length));
        response.on('end', () => {
          if (response.statusCode !== 200 || received !== bytes) reject(new Error(`${response.statusCode}, ${received} bytes`)); // prettier-ignore
          resolve();
        });
      }).on('error', reject);
    });
  const connection = async () => {
    while (remaining-- > 0) await request();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  agent.destroy();
  return (performance.now() - start) / 1000;
}

function medianRatio(ones: readonly number[], others: readonly number[]): number {
  return median(ones.map((one, index) => one / (others[index] ?? NaN)));
}
