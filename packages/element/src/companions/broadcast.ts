import { lifecycleUrl } from '@secure-stream/protocol';
import { waitForBroadcast } from '../live/broadcast.js';
import type { Companion, Journey } from './journey.js';

/** Starts a live input by itself when its broadcast does, and ends one whose end nothing told of. */
export function awaitBroadcast(journey: Journey): Companion {
  let awaited: Awaited | null = null;
  let wait = new AbortController();

  return () => {
    const before = awaited;
    awaited = awaitedOf(journey);
    if (awaited === before) return;
    wait.abort();
    wait = new AbortController();
    const { source, clock, signal } = journey;
    if (!awaited) return;
    const { onAir, patience, act } = AWAITED[awaited];
    waitForBroadcast({
      clock,
      onAir,
      patience,
      address: async (signal) => lifecycleUrl({ origin: source.origin, id: await journey.liveToken(signal) }),
      came: () => act(journey),
      signal: AbortSignal.any([wait.signal, signal]),
    });
  };
}

/**
 * Everybody sees the end at the same moment, and what the origin says of it then may be a little old: the first question comes after half a
 * minute. So it does when a picture stands still at the edge, where an encoder that was lost for a moment goes on by itself.
 */
const AWAITED = {
  beginning: { onAir: true, patience: 0, act: (journey: Journey) => journey.retry() },
  'another beginning': {
    onAir: true,
    patience: 6,
    act(journey: Journey) {
      journey.retry();
      // It paused because it ended, and not because somebody wanted it to. Where a browser will not start it, its viewer can.
      journey.play().catch(() => undefined);
    },
  },
  end: { onAir: false, patience: 6, act: (journey: Journey) => journey.finish?.() },
} as const;

type Awaited = keyof typeof AWAITED;

function awaitedOf({ state, media, stream, finish }: Journey): Awaited | null {
  if (state.status === 'over') return 'another beginning';
  if (state.status === 'error') return state.error.reason === 'not-live' ? 'beginning' : null;
  const isStill = media.readyState < HAVE_FUTURE_DATA && media.played.length > 0 && !media.paused && !media.seeking;
  return finish && isStill && stream.streamType === 'live' ? 'end' : null;
}

const HAVE_FUTURE_DATA = 3;
