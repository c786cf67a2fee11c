import { fork } from 'node:child_process';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';

/**
 * Throughput of the Node host for a segment with a signature check, compared with a plain static file server for the same bytes. Both run
 * in their own processes, and one client measures them in turn, so that other load affects both.
 *
 * npm run bench:origin
 */
const ROUNDS = 7;
const SECONDS = 1;
const CONNECTIONS = 16;
const MIN_RATIO = 0.5;

interface Ready {
  readonly url: string;
  readonly bytes: number;
}

const servers = await Promise.all(['origin', 'static'].map(start));
const rates: number[][] = [[], []];
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [index, { ready }] of servers.entries()) {
    const rate = await measure(ready);
    // The first round warms up.
    if (round > 0) rates[index]!.push(rate);
  }
}
for (const { child } of servers) child.kill();

const [origin = 0, plain = 0] = rates.map(median);
const ratio = median(rates[0]!.map((rate, index) => rate / rates[1]![index]!));
process.stdout.write(
  [
    `a segment of ${servers[0]!.ready.bytes} bytes, ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s`,
    `  origin, signature checked   ${Math.round(origin)} responses per second`,
    `  plain static file server    ${Math.round(plain)} responses per second`,
    `  ratio                       ${ratio.toFixed(2)} (target: at least ${MIN_RATIO})`,
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

/** Responses per second. The client reads each to its end and checks its length. */
async function measure({ url, bytes }: Ready): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const start = performance.now();
  let responses = 0;
  const request = () =>
    new Promise<void>((resolve, reject) => {
      get(url, { agent }, (response) => {
        let received = 0;
        response.on('data', (chunk: Buffer) => (received += chunk.length));
        response.on('end', () => {
          if (response.statusCode !== 200 || received !== bytes) reject(new Error(`${response.statusCode}, ${received} bytes`)); // prettier-ignore
          responses += 1;
          resolve();
        });
      }).on('error', reject);
    });
  const connection = async () => {
    while (performance.now() - start < SECONDS * 1000) await request();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  agent.destroy();
  return responses / ((performance.now() - start) / 1000);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
