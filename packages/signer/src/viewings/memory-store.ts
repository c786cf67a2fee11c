import { checkNumber } from '../check-number.js';
import { SignerError } from '../errors.js';
import { joinStores, RETENTION_MS, type ProgressStore } from '../progress/progress-store.js';
import { applyToRecord, type VideoRecord } from '../progress/video-record.js';
import { applyOperation, EMPTY_STATE, stateExpiry, type ViewerState } from './viewer-state.js';
import { createStore, type ViewingStore } from './viewing-store.js';

export interface MemoryStoreOptions {
  /** The number of viewers to keep. At this limit the store fails, as if it were down. Default 100,000. */
  readonly maxViewers?: number | undefined;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** Viewers that are checked for expiry with each operation: several, so that expired ones go faster than new ones can arrive. */
const SWEEP_SIZE = 4;

/**
 * Keeps viewings and progress in the memory of this process. With two processes each of them allows the full limit; progress is lost when the
 * process ends.
 */
export function memoryStore({ maxViewers = 100_000, now = () => Date.now() }: MemoryStoreOptions = {}): ViewingStore &
  ProgressStore {
  checkNumber('maxViewers', maxViewers, { min: 1, isInteger: true });
  const states = new Map<string, { readonly state: ViewerState; readonly expiresAt: number }>();
  let unchecked = states.entries();

  function sweep(instant: number): void {
    for (let left = SWEEP_SIZE; left > 0; left -= 1) {
      const next = unchecked.next();
      if (next.done) {
        unchecked = states.entries();
        return;
      }
      const [viewer, { expiresAt }] = next.value;
      if (expiresAt <= instant) states.delete(viewer);
    }
  }

  const full = () => new SignerError('store-failed', { detail: `it has reached its limit of ${maxViewers} viewers` });

  const viewings = createStore(async (viewer, operation) => {
    const instant = checkNumber('now', now());
    sweep(instant);
    const before = states.get(viewer);
    const { state, result } = applyOperation(before?.state ?? EMPTY_STATE, operation, instant);
    const expiresAt = stateExpiry(state);
    if (expiresAt === 0) states.delete(viewer);
    else if (before || states.size < maxViewers) states.set(viewer, { state, expiresAt });
    else throw full();
    return result;
  });

  const watched = new Map<string, Readonly<Record<string, VideoRecord>>>();
  const read = (viewer: string, instant: number) =>
    Object.fromEntries(
      Object.entries(watched.get(viewer) ?? {}).filter(([, { updatedAt }]) => updatedAt + RETENTION_MS > instant),
    );
  return joinStores(viewings, {
    async applyProgress(viewer, videoId, operation) {
      const instant = checkNumber('now', now());
      const records = read(viewer, instant);
      const { record, result } = applyToRecord(records[videoId], operation, instant);
      if (record && record !== records[videoId]) {
        if (!watched.has(viewer) && watched.size >= maxViewers) throw full();
        watched.set(viewer, { ...records, [videoId]: record });
      }
      return result ?? null;
    },
    listRecords: async (viewer) => read(viewer, checkNumber('now', now())),
    async forgetViewer(viewer) {
      states.delete(viewer);
      watched.delete(viewer);
    },
  });
}
