import { lifecycleUrl } from '@secure-stream/protocol';
import { waitForBroadcast } from '../live/broadcast.js';
import type { Companion, Journey } from './journey.js';

/** Starts a live input by itself when its broadcast does. */
export function awaitBroadcast(journey: Journey): Companion {
  let wait: AbortController | null = null;

  return () => {
    const { state, source, clock, signal } = journey;
    const idle = state.status === 'error' && state.error.reason === 'not-live';
    if (!idle) {
      wait?.abort();
      wait = null;
    } else if (!wait) {
      wait = new AbortController();
      waitForBroadcast({
        clock,
        address: async (signal) => lifecycleUrl({ origin: source.origin, id: await journey.liveToken(signal) }),
        begun: () => journey.retry(),
        signal: AbortSignal.any([wait.signal, signal]),
      });
    }
  };
}
