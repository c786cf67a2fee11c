// @tier all: scheduled.yml runs it for half an hour
import { expect, test } from 'vitest';
import { soak } from './driver.ts';

/** A short soak test. `npm run -w e2e soak` runs a long one. A seed gets a line here if no shorter test shows the defect that it found. */
test.each([
  { seed: 3, seconds: 20, engine: 'hls', stream: 'vod' },
  // Corrupt segments of a live stream froze the page.
  { seed: 11, seconds: 22, engine: 'hls', stream: undefined },
] as const)(
  'a viewing with faults has no violation: seed $seed, $engine, $stream',
  { timeout: 240_000 },
  async (options) => {
    const lines: string[] = [];
    const { violations } = await soak({ ...options, print: (line) => lines.push(line) });
    expect(violations, lines.join('\n')).toEqual([]);
  },
);
