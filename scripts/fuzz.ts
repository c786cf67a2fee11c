import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { readdirSync, readFileSync } from 'node:fs';

/** `npm run fuzz -- --minutes N [--seed S]`: repeats the properties of all doors with random seeds until the time is over. */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new TypeError('--minutes must be a positive number');

const files = readdirSync('packages', { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[\w-]+\/test\/.*\.test\.ts$/.test(file))
  .map((file) => `packages/${file}`)
  .filter((file) => readFileSync(file, 'utf8').includes('@secure-stream/test-server/fuzz'));
const end = Date.now() + minutes * 60_000;
let rounds = 0;
do {
  const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
  const env = { FUZZ_RUNS: '10000', ...process.env, FUZZ_SEED: seed };
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'node', '--reporter', 'dot', ...files], {
    env,
    stdio: 'inherit',
  });
  rounds += 1;
  if (status !== 0) {
    console.error(`failed with seed ${seed}: npm run fuzz -- --seed ${seed}`);
    process.exit(1);
  }
} while (Date.now() < end && values.seed === undefined);
console.log(`${rounds} rounds of ${files.length} files, no failure`);
