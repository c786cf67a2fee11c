import type { SecureStreamElement } from '@secure-stream/element';
import { waitUntil } from '@secure-stream/test-server/wait';
import { leaveRemovedPlayers } from '../../src/playback/playback.ts';

/** Removes an element for longer than it keeps its data. */
export async function removeForLong(element: SecureStreamElement): Promise<void> {
  element.remove();
  await releaseRemoved();
  await waitUntil(() => element.state === 'idle');
}

/** Releases the removed players of the page, as if another player began. */
async function releaseRemoved(): Promise<void> {
  // After the microtask in which a removed element leaves the page.
  await Promise.resolve();
  leaveRemovedPlayers({ playbackId: '', players: 0 });
}

// A removed player keeps its session for a moment, and the test server of the next test has other keys.
teardown(releaseRemoved);
