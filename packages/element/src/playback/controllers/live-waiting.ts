import { isRetried } from '@secure-stream/session/core';
import { lifecycleUrl } from '@secure-stream/protocol';
import { pollLifecycle } from '../../live/lifecycle.js';
import type { PlaybackController, PlaybackContext } from './controller.js';
import { HAVE_FUTURE_DATA } from '../../media/media-port.js';

/** Starts playback of a live input when its live stream starts, and ends a live stream whose end the playlist did not signal. */
export function waitForLive(context: PlaybackContext): PlaybackController {
  let awaited: Transition | null = null;
  let waiting = new AbortController();

  return () => {
    const previous = awaited;
    awaited = detectTransition(context, previous);
    if (awaited === previous) return;
    waiting.abort();
    waiting = new AbortController();
    const { clock, signal } = context;
    if (!awaited) return;
    const { expectLive, firstAttempt, onReached } = TRANSITIONS[awaited];
    pollLifecycle({
      clock,
      expectLive,
      firstAttempt,
      request: (signal) => requestLifecycle(context, signal),
      onReached: () => onReached(context),
      signal: AbortSignal.any([waiting.signal, signal]),
    });
  };
}

/**
 * A refusal by the origin does not reject the token, because the media requests do that. After a final one by the endpoint, each poll asks it
 * again: a viewer may be admitted while they wait.
 */
async function requestLifecycle(context: PlaybackContext, signal: AbortSignal): Promise<Response> {
  const { tokens, state, source } = context;
  if (state.status === 'error' && state.error.reason !== 'not-live' && !isRetried(state.error))
    await context.refreshToken();
  const id = tokens.current() ?? (await tokens.waitForToken(signal));
  return fetch(lifecycleUrl({ origin: source.origin, id }), { signal, cache: 'no-store' });
}

/**
 * Many viewers see the end at the same time, and the origin's lifecycle may be a little stale then, so the first poll comes after half a
 * minute. The same holds for a stall at the live edge, where an interrupted encoder usually resumes.
 */
const TRANSITIONS = {
  start: { expectLive: true, firstAttempt: 0, onReached: (context: PlaybackContext) => context.retry() },
  restart: {
    expectLive: true,
    firstAttempt: 6,
    onReached(context: PlaybackContext) {
      context.retry();
      // Playback paused at the end, not by the viewer. If the browser blocks autoplay, the viewer can start it.
      context.play().catch(() => undefined);
    },
  },
  end: { expectLive: false, firstAttempt: 6, onReached: (context: PlaybackContext) => context.finish?.() },
} as const;

type Transition = keyof typeof TRANSITIONS;

function detectTransition(
  { state, media, streamInfo: stream, finish }: PlaybackContext,
  previous: Transition | null,
): Transition | null {
  if (state.status === 'ended') return 'restart';
  // An error of the session while the live stream is awaited does not end the wait.
  if (state.status === 'error')
    return state.error.reason === 'not-live' ? 'start' : previous === 'end' ? null : previous;
  const isStalled = media.readyState < HAVE_FUTURE_DATA && media.played.length > 0 && !media.paused && !media.seeking;
  return finish && isStalled && stream.streamType === 'live' ? 'end' : null;
}
