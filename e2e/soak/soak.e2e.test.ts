import { expect, test } from 'vitest';
import { soak } from './driver.ts';

/** A short piece of the viewing monkey: `npm run soak` is the long one. A seed that found a defect gets a line here. */
test.each([
  { seed: 3, seconds: 20, engine: 'hls', stream: 'vod' },
  // Damaged segments of a live stream froze the page.
  { seed: 11, seconds: 22, engine: 'hls', stream: undefined },
] as const)(
  'an ordinary viewing breaks nothing: seed $seed, $engine, $stream',
  { timeout: 240_000 },
  async (options) => {
    const lines: string[] = [];
    const { violations } = await soak({ ...options, print: (line) => lines.push(line) });
    expect(violations, lines.join('\n')).toEqual([]);
  },
);
