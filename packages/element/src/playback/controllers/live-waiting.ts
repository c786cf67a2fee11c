import { isRetried, isTokenRejection, type Clock, type TokenSource } from '@secure-stream/session/core';
import { lifecycleUrl } from '@secure-stream/protocol';
import { pollLifecycle } from '../../live/lifecycle.js';
import type { StreamType } from '../../live/stream-type.js';
import { HAVE_FUTURE_DATA, type MediaPort } from '../../media/media-port.js';
import type { PlayerState } from '../state.js';
import type { PlaybackController } from './controller.js';

export interface LiveWaitingOptions {
  media(): MediaPort;
  state(): PlayerState;
  streamType(): StreamType;
  readonly origin: string;
  readonly tokens: TokenSource;
  refreshToken(): Promise<void>;
  readonly clock: Clock;
  retry(): void;
  play(): Promise<void>;
  /** Returns what ends the stream. `undefined`: the engine detects the end by itself. */
  finish(): (() => void) | undefined;
  readonly signal: AbortSignal;
}

/** Starts playback of a live input when its live stream starts, and ends a live stream whose end the playlist did not signal. */
export function waitForLive(options: LiveWaitingOptions): PlaybackController {
  let awaited: Transition | null = null;
  let waiting = new AbortController();
  /** The token that replaced a refused one. */
  let replacement: string | null = null;

  /**
   * After a final refusal by the endpoint, each poll asks it again: a viewer may be admitted while they wait. No media request rejects a token
   * that the origin refuses meanwhile. Its replacement is not rejected: that the service takes tokens here is not documented.
   */
  async function requestLifecycle(signal: AbortSignal): Promise<Response> {
    const { tokens, origin } = options;
    const state = options.state();
    if (state.status === 'error' && state.error.reason !== 'not-live' && !isRetried(state.error))
      await options.refreshToken();
    const id = tokens.current() ?? (await tokens.waitForToken(signal));
    const response = await fetch(lifecycleUrl({ origin, id }), { signal, cache: 'no-store' });
    if (isTokenRejection(response.status) && id !== replacement)
      replacement = await tokens.reject(id, response.status, signal);
    return response;
  }

  return () => {
    const previous = awaited;
    awaited = detectTransition(options, previous);
    if (awaited === previous) return;
    waiting.abort();
    waiting = new AbortController();
    const { clock, signal } = options;
    if (!awaited) return;
    const { expectLive, firstAttempt, onReached } = TRANSITIONS[awaited];
    pollLifecycle({
      clock,
      expectLive,
      firstAttempt,
      request: requestLifecycle,
      onReached: () => onReached(options),
      signal: AbortSignal.any([waiting.signal, signal]),
    });
  };
}

/**
 * Many viewers see the end at the same time, and the origin's lifecycle may be a little stale then, so the first poll comes after half a
 * minute. The same holds for a stall at the live edge, where an interrupted encoder usually resumes.
 */
const TRANSITIONS = {
  start: { expectLive: true, firstAttempt: 0, onReached: ({ retry }: LiveWaitingOptions) => retry() },
  restart: {
    expectLive: true,
    firstAttempt: 6,
    onReached({ retry, play }: LiveWaitingOptions) {
      retry();
      // Playback paused at the end, not by the viewer. If the browser blocks autoplay, the viewer can start it.
      play().catch(() => undefined);
    },
  },
  end: { expectLive: false, firstAttempt: 6, onReached: ({ finish }: LiveWaitingOptions) => finish()?.() },
} as const;

type Transition = keyof typeof TRANSITIONS;

function detectTransition(options: LiveWaitingOptions, previous: Transition | null): Transition | null {
  const [state, media] = [options.state(), options.media()];
  if (state.status === 'ended') return 'restart';
  // An error of the session while the live stream is awaited does not end the wait.
  if (state.status === 'error')
    return state.error.reason === 'not-live' ? 'start' : previous === 'end' ? null : previous;
  const isStalled = media.readyState < HAVE_FUTURE_DATA && media.played.length > 0 && !media.paused && !media.seeking;
  return isStalled && options.streamType() === 'live' && options.finish() ? 'end' : null;
}
