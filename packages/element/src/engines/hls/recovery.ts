import {
  type Clock,
  isRetried,
  onPageWake,
  type PageTargets,
  retryDelay,
  type StreamError,
} from '@secure-stream/session/core';
import { HAVE_FUTURE_DATA, HAVE_NOTHING } from '../../media/media-port.js';

export interface RecoveryOptions {
  readonly video: EventTarget & Pick<HTMLVideoElement, 'readyState'>;
  readonly clock: Clock;
  /** From 0 up to 1, never 1. */
  readonly random?: () => number;
  /** The target of `online` and similar events. */
  readonly page?: Partial<PageTargets>;
  /** `navigator.onLine`. */
  readonly isOnline?: () => boolean;
  /** Starts loading again where the buffer ends. */
  startLoad(): void;
  /** Stops loading: hls.js did not recover by itself. */
  stop(): void;
  /** Reports an error to the viewer. Retries continue if they can help. */
  onError(error: StreamError): void;
  /** The reported error has ended. */
  recovered(): void;
}

/** `tries`: how often loading was started again. `forget`: cancels the timer. */
type RecoveryState =
  | { readonly status: 'healthy' }
  /** hls.js retries by itself. The timer ends the wait when playback stalls. */
  | {
      readonly status: 'recovering';
      readonly error: StreamError;
      readonly attempts: number;
      readonly track: string;
      readonly cancelTimer?: () => void;
    }
  /** Loading has stopped. The timer starts the next attempt. Without a timer, no attempt can help. */
  | {
      readonly status: 'stopped';
      readonly error: StreamError;
      readonly attempts: number;
      readonly cancelTimer?: () => void;
    }
  /** Loading has started again. */
  | { readonly status: 'retrying'; readonly error: StreamError; readonly attempts: number }
  /** No attempt can help, except with another token. */
  | { readonly status: 'failed'; readonly error: StreamError }
  | { readonly status: 'ended' };

/**
 * Retries failed loads, and decides when to report an error. Reports nothing while the buffer plays. A lost connection is retried for as long
 * as it lasts, behind the error overlay when the buffer has run out. It also ends the silent stall: hls.js can wait forever for a segment that
 * was refused.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #lifetime = new AbortController();
  readonly #random: () => number;
  readonly #isOnline: () => boolean;
  #state: RecoveryState = { status: 'healthy' };
  #isTold = false;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#isOnline = options.isOnline ?? (() => navigator.onLine);
    const { signal } = this.#lifetime;
    for (const name of ['waiting', 'seeking'] as const)
      options.video.addEventListener(name, () => this.#onStall(), { signal });
    // Firefox fires neither `canplay` nor `playing` after a seek inside the buffer.
    for (const name of ['canplay', 'timeupdate'] as const)
      options.video.addEventListener(name, () => this.#onProgress(), { signal });
    onPageWake(() => this.retryNow(), signal, options.page);
  }

  /** hls.js retries by itself. `track` is what it was loading. */
  onRecoverableError(error: StreamError, track: string): void {
    const previous = this.#state;
    if (previous.status !== 'healthy' && previous.status !== 'retrying') return;
    this.#setState({ status: 'recovering', error, attempts: countAttempts(previous), track });
    this.#onStall();
  }

  /** hls.js has stopped loading. `limit`: how many attempts may help. */
  onLoadingStopped(error: StreamError, limit = isRetried(error) ? Infinity : MAX_ATTEMPTS): void {
    const previous = this.#state;
    if (previous.status === 'failed' || previous.status === 'ended') return;
    const attempts = countAttempts(previous);
    const canRetry = error.remedy === 'retry' && attempts < limit;
    if (this.#isStalled() && (!canRetry || (this.#isEmpty() && !isRetried(error)))) return this.#fail(error);
    const { clock } = this.#options;
    const cancelTimer = canRetry
      ? clock.at(clock.now() + retryDelay(attempts, undefined, this.#random), () => this.#resume())
      : undefined;
    this.#setState({ status: 'stopped', error, attempts, ...(cancelTimer && { cancelTimer }) });
    this.#tellIfDue();
  }

  /** Data of `track` has reached the buffer, which proves that the network is back. `playing` does not. */
  onBuffered(track: string): void {
    const state = this.#state;
    if (state.status === 'failed' || (state.status === 'recovering' && state.track !== track)) return;
    this.reset();
  }

  /** Something changed that may help: the network is back, or playback was requested. */
  retryNow(): void {
    if (this.#state.status === 'stopped') this.#resume();
  }

  /** There is another token. */
  renewed(): void {
    const state = this.#state;
    if (state.status === 'failed' && TOKEN_ERROR.test(state.error.reason))
      this.#setState({ status: 'stopped', error: state.error, attempts: 0 });
    this.retryNow();
  }

  /** Loading works again. */
  reset(): void {
    if (this.#state.status === 'failed' || this.#state.status === 'ended') return;
    this.#setState({ status: 'healthy' });
    this.#withdraw();
  }

  /** Reports this error, whatever the buffer contains. */
  giveUp(error: StreamError): void {
    if (this.#state.status !== 'ended') this.#fail(error);
  }

  destroy(): void {
    this.#setState({ status: 'ended' });
    this.#lifetime.abort();
  }

  #resume(): void {
    const state = this.#state;
    if (state.status !== 'stopped') return;
    this.#setState({ status: 'retrying', error: state.error, attempts: state.attempts + 1 });
    this.#options.startLoad();
  }

  #onStall(): void {
    if (!this.#isStalled()) return;
    this.#tellIfDue();
    const state = this.#state;
    // An attempt that is in progress or scheduled may recover playback. Without one, there is nothing to wait for.
    if (state.status === 'stopped' && !state.cancelTimer) this.#fail(state.error);
    if (state.status !== 'recovering' || state.cancelTimer) return;
    const { clock } = this.#options;
    const cancelTimer = clock.at(clock.now() + PATIENCE_MS, () => {
      this.#setState({ status: 'retrying', error: state.error, attempts: Math.max(state.attempts, TOLD_TRIES) });
      if (!this.#isStalled()) return this.reset();
      this.#options.stop();
      this.onLoadingStopped(state.error);
    });
    this.#setState({ ...state, cancelTimer });
  }

  /**
   * The viewer has sought to data in the buffer, which plays while loading is still retried. If it lasts to the end of the video, no data will
   * arrive and prove that the network is back.
   */
  #onProgress(): void {
    const { status } = this.#state;
    if (!this.#isStalled() && (status === 'stopped' || status === 'retrying')) this.#withdraw();
  }

  /** From the second failure on: most losses have ended by then. A browser that is offline needs no second attempt. */
  #tellIfDue(): void {
    const state = this.#state;
    if (state.status !== 'stopped' || !state.cancelTimer || this.#isTold || !this.#isStalled()) return;
    if (state.attempts >= TOLD_TRIES || !this.#isOnline()) this.#tell(state.error);
  }

  #isStalled(): boolean {
    return this.#options.video.readyState < HAVE_FUTURE_DATA;
  }

  #isEmpty(): boolean {
    return this.#options.video.readyState === HAVE_NOTHING;
  }

  #fail(error: StreamError): void {
    this.#setState({ status: 'failed', error });
    this.#tell(error);
  }

  #withdraw(): void {
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#options.recovered();
  }

  #tell(error: StreamError): void {
    this.#isTold = true;
    this.#options.onError(error);
  }

  #setState(state: RecoveryState): void {
    if ('cancelTimer' in this.#state) this.#state.cancelTimer?.();
    this.#state = state;
  }
}

const countAttempts = (state: RecoveryState): number => ('attempts' in state ? state.attempts : 0);

/** Errors that another token can end. */
const TOKEN_ERROR = /^(token-|(config|not-found|viewing-limit|displaced|blocked|origin-not-allowed)$)/;

const MAX_ATTEMPTS = 5;
const TOLD_TRIES = 2;
const PATIENCE_MS = 15_000;
