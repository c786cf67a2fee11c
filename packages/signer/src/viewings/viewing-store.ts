import { SignerError } from '../errors.js';

/** One playback of a viewer. Times are milliseconds since 1970 by the clock of the store. */
export interface Viewing {
  readonly playbackId: string;
  readonly videoId: string;
  /** The name of the device, if `authorize` returned one. */
  readonly device?: string | undefined;
  readonly startedAt: number;
  readonly expiresAt: number;
}

export interface AcquireRequest {
  readonly playbackId: string;
  readonly videoId: string;
  readonly device?: string | undefined;
  /** Viewings with the same value count once. Usually the playback id. */
  readonly countAs: string;
  /** Milliseconds for which the lease is valid. */
  readonly duration: number;
  /** Milliseconds for which the token is valid that is issued if the lease starts or is renewed. */
  readonly tokenLifetime: number;
  readonly limit: number;
  /** The number of viewings that have ended, but whose token is still valid, beside which another one may start. */
  readonly allowance: number;
  /** Whether to end the oldest viewing at the limit, instead of refusing this one. */
  readonly displaceOldest: boolean;
  /** Whether the viewer asked to continue here, which also revives a displaced viewing. */
  readonly takeover: boolean;
}

export type AcquireResult =
  | { readonly outcome: 'started'; readonly displaced: readonly Viewing[] }
  | { readonly outcome: 'renewed' }
  | { readonly outcome: 'viewing-limit'; readonly viewings: readonly Viewing[] }
  /** Too many viewings have ended whose token is still valid. In `retryAfter` milliseconds, enough of these have expired. */
  | { readonly outcome: 'allowance-used'; readonly retryAfter: number }
  | { readonly outcome: EndReason };

/** Why a viewing ended before its player stopped. */
export type EndReason = 'displaced' | 'revoked';

export type ViewingOperation =
  | ({ readonly type: 'acquire' } & AcquireRequest)
  | { readonly type: 'release'; readonly playbackId: string; readonly gotToken: boolean }
  | { readonly type: 'revoke'; readonly playbackId?: string | undefined }
  | { readonly type: 'list' };

/**
 * Stores the leases of viewers. Each method is atomic per viewer, so that concurrent requests cannot exceed a limit. Durations are relative to the
 * clock of the store; the clocks of the machines that call it do not matter. After a method has failed, a lease of one second for a viewer `probe-…` shows whether the
 * store is down.
 */
export interface ViewingStore {
  /** Starts or renews the lease of a playback. */
  acquire(viewer: string, request: AcquireRequest): Promise<AcquireResult>;
  /**
   * Ends a lease. The playback may acquire another. If it `gotToken`, it counts against the allowance until that token has expired. Returns
   * the ended viewing.
   */
  release(viewer: string, playbackId: string, gotToken: boolean): Promise<readonly Viewing[]>;
  /**
   * Ends the lease of one playback, or of all, so that their renewals are refused as `revoked`: also of playbacks that have ended, but whose
   * token is still valid. Returns the viewings that had not ended.
   */
  revoke(viewer: string, playbackId?: string): Promise<readonly Viewing[]>;
  list(viewer: string): Promise<readonly Viewing[]>;
}

const TEXTS = ['playbackId', 'videoId', 'device', 'countAs'] as const;

/**
 * Creates a store from a function that executes an operation atomically, as `applyOperation` does. Refuses a lone surrogate, which no two
 * stores keep alike: UTF-8 cannot encode it.
 */
export function createStore(run: (viewer: string, operation: ViewingOperation) => Promise<unknown>): ViewingStore {
  function execute(viewer: string, operation: ViewingOperation): Promise<unknown> {
    const texts = operation as Partial<Record<(typeof TEXTS)[number], string>>;
    const field = viewer.isWellFormed() ? TEXTS.find((name) => texts[name]?.isWellFormed() === false) : 'viewer';
    if (field) return Promise.reject(new SignerError('config', { field, detail: 'must be well-formed Unicode' }));
    return run(viewer, operation);
  }
  return {
    acquire: (viewer, request) => execute(viewer, { type: 'acquire', ...request }) as Promise<AcquireResult>,
    release: (viewer, playbackId, gotToken) =>
      execute(viewer, { type: 'release', playbackId, gotToken }) as Promise<Viewing[]>,
    revoke: (viewer, playbackId) => execute(viewer, { type: 'revoke', playbackId }) as Promise<Viewing[]>,
    list: (viewer) => execute(viewer, { type: 'list' }) as Promise<Viewing[]>,
  };
}
