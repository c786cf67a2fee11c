import type { CDPSession } from 'puppeteer-core';

/** Metrics of Chromium's `Performance` domain by their name. */
export type Metrics = (name: string) => number;

export async function readMetrics(client: CDPSession): Promise<Metrics> {
  const { metrics } = await client.send('Performance.getMetrics');
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
}

/** Bytes of JavaScript's heap, without garbage. */
export async function readHeap(client: CDPSession): Promise<number> {
  // Twice: objects that the first collection frees may have held others.
  for (let time = 0; time < 2; time += 1) await client.send('HeapProfiler.collectGarbage');
  return (await readMetrics(client))('JSHeapUsedSize');
}

export function spread(values: readonly number[]) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (index: number) => sorted.at(index) ?? Number.NaN;
  return { least: at(0), median: at(Math.floor(sorted.length / 2)), most: at(-1) };
}

export const median = (values: readonly number[]): number => spread(values).median;
