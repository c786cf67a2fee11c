import { parseArgs } from 'node:util';
import { soak } from './driver.ts';
import type { EngineName, StreamName } from './script.ts';

/** `npm run -w e2e soak -- --minutes 3 --seed 7 [--engine hls|native|iframe] [--stream vod|live|dvr]` */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    engine: { type: 'string' },
    stream: { type: 'string' },
  },
});

const seed = Number(values.seed);
const { cycles, steps, violations } = await soak({
  seed,
  seconds: Number(values.minutes) * 60,
  engine: values.engine as EngineName | undefined,
  stream: values.stream as StreamName | undefined,
  print: (line) => console.log(line),
});
console.log(`\nseed ${seed}: ${cycles} players, ${steps} steps, ${violations.length} violations`);
for (const violation of violations) console.log(`  ${violation}`);
process.exitCode = violations.length > 0 ? 1 : 0;
