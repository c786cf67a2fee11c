import type { StreamError } from '@secure-stream/session/core';
import { HAVE_FUTURE_DATA, HAVE_METADATA } from '../media/media-port.js';

/** The state of the player as the viewer perceives it. */
export type PlayerState =
  /** There is nothing to play yet, or playback was not requested. */
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  /** Playback is possible, and the next token is being requested. */
  | { readonly status: 'renewing' }
  /** A live stream has ended. If it starts again, so does playback. */
  | { readonly status: 'ended' }
  | { readonly status: 'error'; readonly error: StreamError };

/** The part of the session's state that the viewer perceives. */
export interface SessionStatus {
  /** A token request is in progress. */
  readonly isRequesting: boolean;
  /** The error to show if playback cannot continue. Retries may continue. */
  readonly error: StreamError | null;
}

/** The part of the engine's state that the viewer perceives. `null`: there is no engine, and none is loading. */
export interface EngineStatus {
  readonly error: StreamError | null;
  /** `HTMLMediaElement.readyState`. */
  readonly readyState: number;
}

/**
 * Combines session and engine into one state. `isEnded`: a live stream has ended. An error of the session matters only when the buffer is
 * empty: until then, playback continues. It also keeps the player from a live stream that starts later, or again.
 */
export function derivePlayerState(session: SessionStatus, engine: EngineStatus | null, isEnded = false): PlayerState {
  if (!engine) return { status: 'idle' };
  const { error: engineError, readyState } = engine;
  const isWaiting = !engineError || engineError.reason === 'not-live';
  const error = (isWaiting && readyState < HAVE_FUTURE_DATA && session.error) || engineError;
  if (error) return { status: 'error', error };
  if (isEnded) return { status: 'ended' };
  if (readyState < HAVE_METADATA) return { status: 'loading' };
  return { status: session.isRequesting ? 'renewing' : 'ready' };
}

/** Errors with the same reason are the same state. */
export function isSameState(first: PlayerState, second: PlayerState): boolean {
  if (first.status === 'error' && second.status === 'error') return first.error.reason === second.error.reason;
  return first.status === second.status;
}
