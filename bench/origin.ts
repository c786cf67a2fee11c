import { type ChildProcess, fork } from 'node:child_process';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';

/**
 * Throughput of the Node host for a segment with a signature check, compared with a plain static file server for the same bytes. Both run
 * in their own processes, and one client measures them in turn, so that other load affects both. The static server reads the file in threads of
 * Node's pool, so a busy machine gives it more turns than the origin's one thread; the CPU time of each process shows what a response costs.
 *
 * npm run bench:origin
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

const servers = await Promise.all(['origin', 'static'].map(start));
const rates: number[][] = [[], []];
const costs: number[][] = [[], []];
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

const [origin = 0, plain = 0] = rates.map(median);
const [originCost = 0, plainCost = 0] = costs.map(median);
const ratio = medianRatio(rates[0]!, rates[1]!);
const costRatio = medianRatio(costs[1]!, costs[0]!);
process.stdout.write(
  [
    `a segment of ${servers[0]!.ready.bytes} bytes, ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${RESPONSES} responses`,
    `  origin, signature checked   ${Math.round(origin)} responses per second, ${Math.round(originCost)} µs of CPU time each`,
    `  plain static file server    ${Math.round(plain)} responses per second, ${Math.round(plainCost)} µs of CPU time each`,
    `  ratio                       ${ratio.toFixed(2)}, and ${costRatio.toFixed(2)} per CPU time (target: at least ${MIN_RATIO})`,
    '',
  ].join('\n'),
);
process.exitCode = ratio >= MIN_RATIO ? 0 : 1;

async function start(kind: string) {
  const child = fork(fileURLToPath(new URL('./origin-server.ts', import.meta.url)), [kind]);
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
