import { isRetried, type StreamError, type StreamErrorReason } from '@secure-stream/session/core';

/** The overlay above the picture. */
export type StatusOverlay =
  | { readonly kind: 'none' }
  /** Playback waits for the viewer, and the browser's controls show no play button yet. */
  | { readonly kind: 'start' }
  | { readonly kind: 'loading' }
  /** The viewer is offline. */
  | { readonly kind: 'offline' }
  /** A live input without a live stream. */
  | { readonly kind: 'waiting' }
  /** A live stream that has ended. */
  | { readonly kind: 'ended' }
  /** The viewer is watching on other devices, and can continue here. */
  | {
      readonly kind: 'viewing-limit';
      readonly reason: StreamErrorReason;
      readonly limit: number | undefined;
      readonly devices: readonly string[];
    }
  /** The viewer may not watch, and another request would not change that. */
  | { readonly kind: 'access-denied'; readonly reason: StreamErrorReason }
  | {
      readonly kind: 'error';
      readonly reason: StreamErrorReason;
      readonly canRetry: boolean;
      readonly isRetrying: boolean;
    };

export interface OverlayState {
  readonly status: string;
  readonly error?: StreamError | null;
  /** The settings name something to play. */
  readonly hasSource?: boolean;
  /** There is something to play, and playback waits for the viewer. */
  readonly canStart?: boolean;
}

/** The errors with an overlay of their own: a live stream that has not started, a viewer who may not watch or watches elsewhere. */
export const OVERLAYS: Partial<Record<StreamErrorReason, 'waiting' | 'access-denied' | 'viewing-limit'>> = {
  'not-live': 'waiting',
  'token-denied': 'access-denied',
  revoked: 'access-denied',
  blocked: 'access-denied',
  'viewing-limit': 'viewing-limit',
  displaced: 'viewing-limit',
};

/** Selects the overlay for a player state. */
export function selectOverlay({ status, error, canStart }: OverlayState, isOnline: boolean): StatusOverlay {
  if (!error) return { kind: canStart ? 'start' : status === 'loading' || status === 'ended' ? status : 'none' };
  const { reason, remedy, limit, devices = [] } = error;
  const kind = OVERLAYS[reason] ?? 'error';
  if (kind === 'waiting') return { kind };
  if (kind === 'access-denied') return { kind, reason };
  if (kind === 'viewing-limit') return { kind, reason, limit, devices };
  const isRetrying = isRetried(error);
  if (!isOnline && isRetrying) return { kind: 'offline' };
  return { kind, reason, canRetry: remedy === 'retry', isRetrying };
}
