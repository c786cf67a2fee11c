import type { StreamError } from '../errors/stream-error.js';
import { HAVE_FUTURE_DATA, HAVE_METADATA } from '../media/ready-state.js';

/** What a viewer would say of the player, in a word. */
export type PlayerState =
  /** There is nothing to play yet, or nobody has asked for it. */
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  /** It plays, and the next token is on its way. */
  | { readonly status: 'renewing' }
  /** A broadcast was seen to its end. Another one begins by itself. */
  | { readonly status: 'ended' }
  | { readonly status: 'error'; readonly error: StreamError };

export const PLAYER_STATUSES = [
  'idle',
  'loading',
  'ready',
  'renewing',
  'ended',
  'error',
] as const satisfies readonly PlayerState['status'][];

/** The session, as far as the viewer is concerned. */
export interface SessionStatus {
  /** A token is being asked for. */
  readonly isRequesting: boolean;
  /** Why there is no token, once the viewer should hear of it. Trying may go on. */
  readonly error: StreamError | null;
}

/** The engine, as far as the viewer is concerned. `null`: there is none and none is coming. */
export interface EngineStatus {
  readonly error: StreamError | null;
  /** `HTMLMediaElement.readyState`. */
  readonly readyState: number;
}

/**
 * One word out of two situations, and whether it was a broadcast that has come to its end. A session's trouble is the viewer's when nothing
 * is left to show: until then, the buffer plays.
 */
export function derivePlayerState(session: SessionStatus, engine: EngineStatus | null, isEnded = false): PlayerState {
  if (!engine) return { status: 'idle' };
  if (engine.error) return { status: 'error', error: engine.error };
  if (isEnded) return { status: 'ended' };
  if (session.error && engine.readyState < HAVE_FUTURE_DATA) return { status: 'error', error: session.error };
  if (engine.readyState < HAVE_METADATA) return { status: 'loading' };
  return { status: session.isRequesting ? 'renewing' : 'ready' };
}

/** Another error is another state only when its reason is. */
export function isSameState(first: PlayerState, second: PlayerState): boolean {
  if (first.status === 'error' && second.status === 'error') return first.error.reason === second.error.reason;
  return first.status === second.status;
}
