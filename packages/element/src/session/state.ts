import type { StreamError } from '../catalogue/errors.js';
import { deadAt, type Pace } from './policy.js';
import type { TokenReason } from './provider.js';
import type { Token } from './token.js';

/** One request for a token. The driver has exactly one under way while the state holds an `Ask`, and it belongs to that very object. */
export interface Ask {
  readonly reason: TokenReason;
  /** Failed tries before this one. */
  readonly attempt: number;
  readonly askedAt: number;
  /** What the viewer is told meanwhile. */
  readonly trouble: StreamError | null;
}

/** What has to be remembered from token to token. */
export interface Past {
  /** How the present token is renewed; `null` before the first, and after whatever gathers a crowd. */
  readonly pace: Pace | null;
  /** Until when a refusal by the origin would be the second in a row, and the last: after the first, for ever, until it accepts a token. */
  readonly trial: number;
}

/** All times are `Clock.now()`. */
export type SessionState =
  /** Nobody has asked yet, or a token died while nobody watched. */
  | { readonly status: 'idle'; readonly reason: 'initial' | 'resume'; readonly past: Past }
  /** There is no token; a request is under way. */
  | { readonly status: 'requesting'; readonly ask: Ask; readonly past: Past }
  | {
      readonly status: 'ready';
      readonly token: Token;
      /** The page has been asked whether it supplies the next token, and has not said no. */
      readonly deferred: boolean;
      readonly past: Past;
    }
  /** There is a token; a request for the next is under way. */
  | { readonly status: 'refreshing'; readonly token: Token; readonly ask: Ask; readonly past: Past }
  /** The last request failed, the next follows at `retryAt`. There may be a token that lives. */
  | {
      readonly status: 'waiting';
      readonly token: Token | null;
      readonly ask: Ask;
      readonly error: StreamError;
      readonly retryAt: number;
      /** Waking may bring the next try forward, but not before this. */
      readonly notBefore: number;
      readonly past: Past;
    }
  /** Nothing more happens by itself. */
  | { readonly status: 'failed'; readonly error: StreamError; readonly reason: 'initial'; readonly past: Past };

export type SessionEvent =
  /** Playing begins, or begins anew: somebody is there to be served. */
  | { readonly type: 'start' }
  /** A request for media needs a token now. */
  | { readonly type: 'need' }
  /** The deadline has come. */
  | { readonly type: 'tick' }
  /** Something happened after which the world may be another: the page is visible again, the network is back. */
  | { readonly type: 'wake' }
  /** The page or the viewer wants a new token, whatever the present one. */
  | { readonly type: 'refresh' }
  | { readonly type: 'granted'; readonly token: Token }
  | { readonly type: 'supplied'; readonly token: Token }
  /** The request failed. `retry`: another may succeed. */
  | {
      readonly type: 'refused';
      readonly error: StreamError;
      readonly retry: boolean;
      readonly retryAfter?: number | undefined;
    }
  | { readonly type: 'accepted'; readonly token: string }
  | { readonly type: 'rejected'; readonly token: string; readonly status: number };

export const initialState = {
  status: 'idle',
  reason: 'initial',
  past: { pace: null, trial: 0 },
} as const satisfies SessionState;

/** The token that may be sent at `now`. */
export function liveToken(state: SessionState, now: number): Token | null {
  return now < deathOf(state) ? tokenOf(state) : null;
}

/** The request that is under way. */
export const askOf = (state: SessionState): Ask | null => (isAsking(state) ? state.ask : null);

/** What the viewer should be told, if playing cannot go on. There may be no token and no error: it is early yet. */
export function errorOf(state: SessionState): StreamError | null {
  if ('ask' in state) return tokenOf(state) ? null : state.ask.trouble;
  return state.status === 'failed' ? state.error : null;
}

/** Whether this step begins a renewal that the page may take over. */
export const isRenewal = (from: SessionState, next: SessionState): from is Ready =>
  from.status === 'ready' && askOf(next)?.reason === 'renewal';

export type Ready = Extract<SessionState, { status: 'ready' }>;

/** The token that a state holds, dead or alive. */
export const tokenOf = (state: SessionState): Token | null => ('token' in state ? state.token : null);

/** A state with a request under way. */
export type Asking = Extract<SessionState, { ask: Ask; status: 'requesting' | 'refreshing' }>;
export const isAsking = (state: SessionState): state is Asking =>
  state.status === 'requesting' || state.status === 'refreshing';

/** When the token that a state holds dies. */
export function deathOf(state: SessionState): number {
  const token = tokenOf(state);
  return token ? deadAt(token) : Infinity;
}
