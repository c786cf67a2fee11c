import type { StreamError } from '../errors/stream-error.js';
import { usableUntil, type RenewalSchedule } from './policy.js';
import type { TokenReason } from './providers/provider.js';
import type { Token } from './token.js';

/** One request for a token. The driver has exactly one under way while the state holds an `Ask`, and it belongs to that very object. */
export interface PendingRequest {
  readonly reason: TokenReason;
  /** Failed tries before this one. */
  readonly attempt: number;
  readonly requestedAt: number;
  /** What the viewer is told meanwhile. */
  readonly viewerError: StreamError | null;
}

/** What has to be remembered from token to token. */
export interface SessionHistory {
  /** How the present token is renewed; `null` before the first, and after whatever gathers a crowd. */
  readonly schedule: RenewalSchedule | null;
  /** Until when a refusal by the origin would be the second in a row, and the last: after the first, for ever, until it accepts a token. */
  readonly rejectionFatalUntil: number;
}

/** All times are `Clock.now()`. */
export type SessionState =
  /** Nobody has asked yet, or a token died while nobody watched. */
  | { readonly status: 'idle'; readonly reason: 'initial' | 'resume'; readonly history: SessionHistory }
  /** There is no token; a request is under way. */
  | { readonly status: 'requesting'; readonly request: PendingRequest; readonly history: SessionHistory }
  | {
      readonly status: 'ready';
      readonly token: Token;
      /** The page has been asked whether it supplies the next token, and has not said no. */
      readonly deferred: boolean;
      readonly history: SessionHistory;
    }
  /** There is a token; a request for the next is under way. */
  | {
      readonly status: 'refreshing';
      readonly token: Token;
      readonly request: PendingRequest;
      readonly history: SessionHistory;
    }
  /** The last request failed, the next follows at `retryAt`. There may be a token that lives. */
  | {
      readonly status: 'waiting';
      readonly token: Token | null;
      readonly request: PendingRequest;
      readonly error: StreamError;
      readonly retryAt: number;
      /** Waking may bring the next try forward, but not before this. */
      readonly notBefore: number;
      readonly history: SessionHistory;
    }
  /** Nothing more happens by itself. */
  | {
      readonly status: 'failed';
      readonly error: StreamError;
      readonly reason: 'initial';
      readonly history: SessionHistory;
    };

export type SessionAction =
  /** Playing begins, or begins anew: somebody is there to be served. */
  | { readonly type: 'start' }
  /** A request for media needs a token now. */
  | { readonly type: 'token-needed' }
  /** The deadline has come. */
  | { readonly type: 'tick' }
  /** Something happened after which the world may be another: the page is visible again, the network is back. */
  | { readonly type: 'wake' }
  /** The page or the viewer wants a new token, whatever the present one. */
  | { readonly type: 'refresh' }
  | { readonly type: 'granted'; readonly token: Token }
  | { readonly type: 'set'; readonly token: Token }
  /** The request failed. `retry`: another may succeed. */
  | {
      readonly type: 'refused';
      readonly error: StreamError;
      readonly retry: boolean;
      readonly retryAfter?: number | undefined;
    }
  | { readonly type: 'accepted'; readonly token: string }
  | { readonly type: 'rejected'; readonly token: string; readonly status: number };

export const INITIAL_STATE = {
  status: 'idle',
  reason: 'initial',
  history: { schedule: null, rejectionFatalUntil: 0 },
} as const satisfies SessionState;

/** The token that may be sent at `now`. */
export function getUsableToken(state: SessionState, now: number): Token | null {
  return now < tokenExpiry(state) ? getToken(state) : null;
}

/** The request that is under way. */
export const pendingRequest = (state: SessionState): PendingRequest | null =>
  isRequesting(state) ? state.request : null;

/** What the viewer should be told, if playing cannot go on. There may be no token and no error: it is early yet. */
export function getViewerError(state: SessionState): StreamError | null {
  if ('request' in state) return getToken(state) ? null : state.request.viewerError;
  return state.status === 'failed' ? state.error : null;
}

/** Whether this step begins a renewal that the page may take over. */
export const startsRenewal = (from: SessionState, next: SessionState): from is ReadyState =>
  from.status === 'ready' && pendingRequest(next)?.reason === 'renewal';

export type ReadyState = Extract<SessionState, { status: 'ready' }>;

/** The token that a state holds, dead or alive. */
export const getToken = (state: SessionState): Token | null => ('token' in state ? state.token : null);

/** A state with a request under way. */
export type RequestingState = Extract<SessionState, { request: PendingRequest; status: 'requesting' | 'refreshing' }>;
export const isRequesting = (state: SessionState): state is RequestingState =>
  state.status === 'requesting' || state.status === 'refreshing';

/** When the token that a state holds dies. */
export function tokenExpiry(state: SessionState): number {
  const token = getToken(state);
  return token ? usableUntil(token) : Infinity;
}
