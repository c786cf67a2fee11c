import type { MediaRange } from '@secure-stream/protocol';
import { createStore, del, entries, set } from 'idb-keyval';

/** A report in the form in which the endpoint reads it. */
export interface StoredReport {
  readonly videoId: string;
  readonly playbackId: string;
  readonly sequence: number;
  /** Seconds. */
  readonly position: number;
  readonly duration: number;
  readonly speed: number;
  readonly ranges: readonly MediaRange[];
}

/** The oldest are forgotten. */
const MAX_REPORTS = 50;

/**
 * The reports to an endpoint that could not be sent, in the browser's database: one for each playback of a video, since a later one contains
 * the earlier. A browser without a database, or one that is full, keeps none.
 */
export function openReportQueue(endpoint: string) {
  const database = attempt(async () => createStore('secure-stream', 'progress'));
  const keyOf = ({ videoId, playbackId }: StoredReport) => [endpoint, videoId, playbackId];
  const read = async (): Promise<readonly (readonly [key: string[], report: StoredReport])[]> => {
    const store = await database;
    const all = store ? await attempt(() => entries<string[], StoredReport>(store)) : undefined;
    return (all ?? [])
      .filter(([[url]]) => url === endpoint)
      .toSorted(([, one], [, other]) => one.sequence - other.sequence);
  };
  return {
    list: async (): Promise<readonly StoredReport[]> => (await read()).map(([, report]) => report),
    async put(report: StoredReport): Promise<void> {
      const store = await database;
      if (!store) return;
      await attempt(() => set(keyOf(report), report, store));
      for (const [key] of (await read()).slice(0, -MAX_REPORTS)) await attempt(() => del(key, store));
    },
    async remove(report: StoredReport): Promise<void> {
      const store = await database;
      if (store) await attempt(() => del(keyOf(report), store));
    },
  };
}

async function attempt<Result>(action: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await action();
  } catch {
    return undefined;
  }
}
