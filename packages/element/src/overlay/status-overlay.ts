import type { StreamError, StreamErrorReason } from '../errors/stream-error.js';

/** What lies over the picture. */
export type StatusOverlay =
  | { readonly kind: 'none' }
  /** It plays when somebody says so, and there is no button of the browser's for it. */
  | { readonly kind: 'start' }
  | { readonly kind: 'loading' }
  /** The viewer's own connection is gone. */
  | { readonly kind: 'offline' }
  /** A live input without a broadcast. */
  | { readonly kind: 'waiting' }
  /** A broadcast that was seen to its end. */
  | { readonly kind: 'ended' }
  /** No is the answer, and asking again will not change it. */
  | { readonly kind: 'access-denied'; readonly reason: StreamErrorReason }
  | { readonly kind: 'error'; readonly reason: StreamErrorReason; readonly canRetry: boolean };

export interface OverlayState {
  readonly status: string;
  readonly error?: StreamError | null;
  /** There is something to play, and it waits for somebody to say so. */
  readonly canStart?: boolean;
}

/** Which face a player in this situation shows. */
export function selectOverlay({ status, error, canStart }: OverlayState, isOnline: boolean): StatusOverlay {
  if (!error) return { kind: canStart ? 'start' : status === 'loading' || status === 'ended' ? status : 'none' };
  const { reason, remedy } = error;
  if (reason === 'not-live') return { kind: 'waiting' };
  if (reason === 'blocked' || reason === 'token-denied') return { kind: 'access-denied', reason };
  if (!isOnline && CONNECTION_REASONS.includes(reason)) return { kind: 'offline' };
  return { kind: 'error', reason, canRetry: remedy === 'retry' };
}

/** What a viewer without a connection need not be told in these words. */
const CONNECTION_REASONS: readonly StreamErrorReason[] = ['network', 'token-unreachable'];
