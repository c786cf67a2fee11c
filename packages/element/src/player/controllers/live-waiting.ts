import { lifecycleUrl } from '@secure-stream/protocol';
import { pollLifecycle } from '../../live/lifecycle.js';
import type { PlaybackController, PlaybackContext } from './controller.js';
import { HAVE_FUTURE_DATA } from '../../media/ready-state.js';

/** Starts a live input by itself when its broadcast does, and ends one whose end nothing told of. */
export function waitForLive(context: PlaybackContext): PlaybackController {
  let awaited: Transition | null = null;
  let waiting = new AbortController();

  return () => {
    const previous = awaited;
    awaited = detectTransition(context);
    if (awaited === previous) return;
    waiting.abort();
    waiting = new AbortController();
    const { source, clock, signal } = context;
    if (!awaited) return;
    const { expectLive, firstAttempt, onReached } = TRANSITIONS[awaited];
    pollLifecycle({
      clock,
      expectLive,
      firstAttempt,
      lifecycleUrl: async (signal) => lifecycleUrl({ origin: source.origin, id: await context.waitForToken(signal) }),
      onReached: () => onReached(context),
      signal: AbortSignal.any([waiting.signal, signal]),
    });
  };
}

/**
 * Everybody sees the end at the same moment, and what the origin says of it then may be a little old: the first question comes after half a
 * minute. So it does when a picture stands still at the edge, where an encoder that was lost for a moment goes on by itself.
 */
const TRANSITIONS = {
  start: { expectLive: true, firstAttempt: 0, onReached: (context: PlaybackContext) => context.retry() },
  restart: {
    expectLive: true,
    firstAttempt: 6,
    onReached(context: PlaybackContext) {
      context.retry();
      // It paused because it ended, and not because somebody wanted it to. Where a browser will not start it, its viewer can.
      context.play().catch(() => undefined);
    },
  },
  end: { expectLive: false, firstAttempt: 6, onReached: (context: PlaybackContext) => context.finish?.() },
} as const;

type Transition = keyof typeof TRANSITIONS;

function detectTransition({ state, media, streamInfo: stream, finish }: PlaybackContext): Transition | null {
  if (state.status === 'ended') return 'restart';
  if (state.status === 'error') return state.error.reason === 'not-live' ? 'start' : null;
  const isStalled = media.readyState < HAVE_FUTURE_DATA && media.played.length > 0 && !media.paused && !media.seeking;
  return finish && isStalled && stream.streamType === 'live' ? 'end' : null;
}
