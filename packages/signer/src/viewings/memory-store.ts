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

/** Viewers that are checked for expiry with each operation: several, so that expired ones go faster than new ones can arrive. */
const SWEEP_SIZE = 4;

/** Keeps viewings in the memory of this process. With two processes each of them allows the full limit. */
export function memoryStore({ maxViewers = 100_000, now = () => Date.now() }: MemoryStoreOptions = {}): ViewingStore {
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

  return createStore(async (viewer, operation) => {
    const instant = checkNumber('now', now());
    sweep(instant);
    const before = states.get(viewer);
    const { state, result } = applyOperation(before?.state ?? EMPTY_STATE, operation, instant);
    const expiresAt = stateExpiry(state);
    if (expiresAt === 0) states.delete(viewer);
    else if (before || states.size < maxViewers) states.set(viewer, { state, expiresAt });
    else throw new SignerError('store-failed', { detail: `it has reached its limit of ${maxViewers} viewers` });
    return result;
  });
}
