import { checkNumber } from '../check-number.js';
import { SignerError } from '../errors.js';
import { applyOperation, EMPTY_STATE, stateExpiry, type ViewerState } from './viewer-state.js';
import { createStore, type ViewingStore } from './viewing-store.js';

export interface MemoryStoreOptions {
  /** The number of viewers to keep. At this limit the store fails, as if it were down. Default 100,000. */
  readonly maxViewers?: number | undefined;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** Viewers that are checked for expiry with each operation. Two removes expired viewers faster than new ones can arrive. */
const SWEEP_SIZE = 2;

/** Keeps viewings in the memory of this process. With two processes each of them allows the full limit. */
export function memoryStore({ maxViewers = 100_000, now = () => Date.now() }: MemoryStoreOptions = {}): ViewingStore {
  checkNumber('maxViewers', maxViewers, { min: 1, isInteger: true });
  const states = new Map<string, ViewerState>();

  function sweep(instant: number): void {
    let left = SWEEP_SIZE;
    for (const [viewer, state] of states) {
      if (left === 0) return;
      left -= 1;
      states.delete(viewer);
      // To the end of the map, so that the next operation checks the next viewers.
      if (stateExpiry(state) > instant) states.set(viewer, state);
    }
  }

  return createStore(async (viewer, operation) => {
    const instant = checkNumber('now', now());
    sweep(instant);
    const before = states.get(viewer);
    const { state, result } = applyOperation(before ?? EMPTY_STATE, operation, instant);
    if (stateExpiry(state) === 0) states.delete(viewer);
    else if (before || states.size < maxViewers) states.set(viewer, state);
    else throw new SignerError('store-failed', { detail: `it has reached its limit of ${maxViewers} viewers` });
    return result;
  });
}
