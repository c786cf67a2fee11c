import type { StreamError } from '../catalogue/errors.js';

/** What a viewer would say of the player, in a word. */
export type PlayerState =
  /** There is nothing to play yet, or nobody has asked for it. */
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  /** It plays, and the next token is on its way. */
  | { readonly status: 'renewing' }
  /** A broadcast was seen to its end. Another one begins by itself. */
  | { readonly status: 'over' }
  | { readonly status: 'error'; readonly error: StreamError };

export const PLAYER_STATUSES = [
  'idle',
  'loading',
  'ready',
  'renewing',
  'over',
  'error',
] as const satisfies readonly PlayerState['status'][];

/** The session, as far as the viewer is concerned. */
export interface SessionView {
  /** A token is being asked for. */
  readonly asking: boolean;
  /** Why there is no token, once the viewer should hear of it. Trying may go on. */
  readonly trouble: StreamError | null;
}

/** The engine, as far as the viewer is concerned. `null`: there is none and none is coming. */
export interface EngineView {
  readonly error: StreamError | null;
  /** `HTMLMediaElement.readyState`. */
  readonly readyState: number;
}

/**
 * One word out of two situations, and whether it was a broadcast that has come to its end. A session's trouble is the viewer's when nothing
 * is left to show: until then, the buffer plays.
 */
export function derivePlayerState(session: SessionView, engine: EngineView | null, over = false): PlayerState {
  if (!engine) return { status: 'idle' };
  if (engine.error) return { status: 'error', error: engine.error };
  if (over) return { status: 'over' };
  if (session.trouble && engine.readyState < HAVE_FUTURE_DATA) return { status: 'error', error: session.trouble };
  if (engine.readyState < HAVE_METADATA) return { status: 'loading' };
  return { status: session.asking ? 'renewing' : 'ready' };
}

/** Another error is another state only when its reason is. */
export function isSameState(one: PlayerState, other: PlayerState): boolean {
  if (one.status === 'error' && other.status === 'error') return one.error.reason === other.error.reason;
  return one.status === other.status;
}

const HAVE_METADATA = 1;
const HAVE_FUTURE_DATA = 3;
