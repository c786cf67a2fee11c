import type { StreamError } from './stream-error.js';
import { usableUntil, type RenewalSchedule } from './policy.js';
import type { TokenReason } from './providers/provider.js';
import type { Token, TokenResult } from './token.js';

/**
 * One token request. The session has exactly one in progress while its state holds a `PendingRequest`, and the response belongs to that
 * object.
 */
export interface PendingRequest {
  readonly reason: TokenReason;
  /** Failed attempts before this one. */
  readonly attempt: number;
  /** When the first attempt was made. */
  readonly startedAt: number;
  readonly requestedAt: number;
  /** The error that the viewer sees meanwhile. */
  readonly viewerError: StreamError | null;
}

/** State that is kept across tokens. */
export interface SessionHistory {
  /** How the current token and the next one are renewed. */
  readonly schedule: RenewalSchedule;
  /**
   * A refusal before this time is the second in a row, and fatal. After the first refusal it is `Infinity` until the origin accepts a
   * token.
   */
  readonly rejectionFatalUntil: number;
}

/** All times are `Clock.now()` values. */
export type SessionState =
  /** No token was requested yet, or the token expired while renewal was on demand. */
  | { readonly status: 'idle'; readonly reason: 'initial' | 'resume'; readonly history: SessionHistory }
  /** There is no token; a request is in progress. */
  | { readonly status: 'requesting'; readonly request: PendingRequest; readonly history: SessionHistory }
  | {
      readonly status: 'ready';
      readonly token: Token;
      /** The page was offered this renewal. It may set the next token itself. */
      readonly deferred: boolean;
      readonly history: SessionHistory;
    }
  /** There is a token; a request for the next one is in progress. */
  | {
      readonly status: 'refreshing';
      readonly token: Token;
      readonly request: PendingRequest;
      readonly history: SessionHistory;
    }
  /** The last request failed, and the next one follows at `retryAt`. There may be a valid token. */
  | {
      readonly status: 'waiting';
      readonly token: Token | null;
      readonly request: PendingRequest;
      readonly error: StreamError;
      readonly retryAt: number;
      /** Waking may bring the next attempt forward, but not before this time. */
      readonly notBefore: number;
      readonly history: SessionHistory;
    }
  /** Nothing more happens until an action. */
  | {
      readonly status: 'failed';
      readonly error: StreamError;
      readonly reason: 'initial';
      readonly history: SessionHistory;
    };

export type SessionAction =
  /** Playback starts or restarts. */
  | { readonly type: 'start' }
  /** A media request needs a token now. */
  | { readonly type: 'token-needed' }
  /** The deadline was reached. */
  | { readonly type: 'tick' }
  /** Timers may have stood still, or the network may be back: the page is visible or online again. */
  | { readonly type: 'wake' }
  /** The page or the viewer wants a new token, whatever the current one. */
  | { readonly type: 'refresh' }
  | TokenResult
  | { readonly type: 'set'; readonly token: Token }
  | { readonly type: 'accepted'; readonly token: string }
  | { readonly type: 'rejected'; readonly token: string; readonly status: number };

export const INITIAL_STATE = {
  status: 'idle',
  reason: 'initial',
  history: { schedule: [], rejectionFatalUntil: 0 },
} as const satisfies SessionState;

/** The token that may be sent at `now`. */
export function getUsableToken(state: SessionState, now: number): Token | null {
  return now < tokenExpiry(state) ? getToken(state) : null;
}

/** The request in progress. */
export const pendingRequest = (state: SessionState): PendingRequest | null =>
  isRequesting(state) ? state.request : null;

/** The error to show if playback cannot continue. Without a token it may be `null` during the first attempts. */
export function getViewerError(state: SessionState): StreamError | null {
  if ('request' in state) return getToken(state) ? null : state.request.viewerError;
  return state.status === 'failed' ? state.error : null;
}

/** Whether this step starts a renewal that the page may take over. */
export const startsRenewal = (from: SessionState, next: SessionState): from is ReadyState =>
  from.status === 'ready' && pendingRequest(next)?.reason === 'renewal';

export type ReadyState = Extract<SessionState, { status: 'ready' }>;

/** The token that a state holds, valid or expired. */
export const getToken = (state: SessionState): Token | null => ('token' in state ? state.token : null);

/** A state with a request in progress. */
export type RequestingState = Extract<SessionState, { request: PendingRequest; status: 'requesting' | 'refreshing' }>;
export const isRequesting = (state: SessionState): state is RequestingState =>
  state.status === 'requesting' || state.status === 'refreshing';

/** When the token that a state holds expires. */
export function tokenExpiry(state: SessionState): number {
  const token = getToken(state);
  return token ? usableUntil(token) : Infinity;
}
