import { withDeadline } from '../safe-call.js';
import { MAX_ENTRIES } from './viewer-state.js';
import type { AcquireRequest, ViewingStore } from './viewing-store.js';

/**
 * Whether a store that failed for one viewer starts no viewing of another one either. Otherwise it has rejected an operation, or the viewer has
 * flooded their own Durable Object. Writes, because a store that is full or read-only is down, too.
 */
export async function isDown(store: ViewingStore, timeout: number): Promise<boolean> {
  const id = crypto.randomUUID();
  try {
    await withDeadline(timeout, () => store.acquire(`probe-${id}`, briefLease(id)));
    return false;
  } catch {
    return true;
  }
}

/** Makes a store refuse playbacks as revoked that it does not know. */
export async function rememberRevoked(
  store: ViewingStore,
  viewer: string,
  playbackIds: readonly string[],
): Promise<void> {
  for (const playbackId of playbackIds) {
    await store.acquire(viewer, briefLease(playbackId));
    await store.revoke(viewer, playbackId);
  }
}

const briefLease = (playbackId: string): AcquireRequest => ({
  playbackId,
  videoId: '',
  countAs: playbackId,
  duration: 1000,
  tokenLifetime: 0,
  limit: MAX_ENTRIES,
  allowance: MAX_ENTRIES,
  displaceOldest: false,
  takeover: true,
});
