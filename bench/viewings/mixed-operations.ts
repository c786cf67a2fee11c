import type { ViewingStore } from '@secure-stream/signer';

export const LIMIT = 2;
const VIEWERS = 500;
const PLAYBACKS_PER_VIEWER = 4;
const CONCURRENCY = 32;

export interface Measurement {
  /** Milliseconds of each operation. */
  readonly latencies: readonly number[];
  /** The highest number of viewings that any viewer had at the end of a round. */
  readonly mostViewings: number;
}

/** Acquires, renews and releases viewings of random viewers, then counts the viewings of each viewer. `seed` makes rounds differ. */
export async function runMixedOperations(store: ViewingStore, count: number, seed: number): Promise<Measurement> {
  const random = createRandom(seed);
  const latencies: number[] = [];
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const viewer = `viewer-${Math.floor(random() * VIEWERS)}`;
      const playbackId = `playback-${Math.floor(random() * PLAYBACKS_PER_VIEWER)}`;
      const kind = random();
      const start = performance.now();
      if (kind < 0.2) await store.release(viewer, playbackId, true);
      else await store.acquire(viewer, acquireRequest(playbackId, kind < 0.4));
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  let mostViewings = 0;
  for (let index = 0; index < VIEWERS; index += 1) {
    mostViewings = Math.max(mostViewings, (await store.list(`viewer-${index}`)).length);
  }
  return { latencies, mostViewings };
}

/** An hour, so that no lease expires during a round. */
const acquireRequest = (playbackId: string, takeover: boolean) => ({
  playbackId,
  videoId: '5d5bc37ffcf54c9b82e996823bffbb81',
  countAs: playbackId,
  duration: 3_600_000,
  tokenLifetime: 3_600_000,
  allowance: 3,
  limit: LIMIT,
  displaceOldest: false,
  takeover,
});

/** A linear congruential generator (Numerical Recipes), so that each run does the same. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}
