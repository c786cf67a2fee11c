import { cpus } from 'node:os';

/** How many slots of the pool are used: `min` always, and up to `max` while the machine has time left. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** One slot more while over a quarter of the machine is idle, one less while nothing of it is. */
export function nextCapacity(capacity: number, idleShare: number, { min, max }: Limits): number {
  if (idleShare > 0.25) return Math.min(max, capacity + 1);
  if (idleShare < 0.05) return Math.max(min, capacity - 1);
  return capacity;
}

/** Returns a function that tells which share of the machine's time was idle since it was called last, from 0 to 1. */
export function createIdleMeter(readCores = cpus): () => number {
  let last = sumTimes(readCores());
  return () => {
    const now = sumTimes(readCores());
    const { idle, total } = { idle: now.idle - last.idle, total: now.total - last.total };
    last = now;
    return total > 0 ? idle / total : 0;
  };
}

function sumTimes(cores: readonly { readonly times: Readonly<Record<string, number>> }[]) {
  let idle = 0;
  let total = 0;
  for (const { times } of cores) {
    idle += times['idle'] ?? 0;
    for (const time of Object.values(times)) total += time;
  }
  return { idle, total };
}
