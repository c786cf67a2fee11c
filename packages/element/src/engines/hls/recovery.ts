import { StreamError } from '../../errors/stream-error.js';
import type { Clock } from '../../clock.js';
import { HAVE_FUTURE_DATA, HAVE_NOTHING } from '../../media/ready-state.js';

export interface RecoveryOptions {
  readonly video: EventTarget & Pick<HTMLVideoElement, 'readyState'>;
  readonly clock: Clock;
  /** The target of `online` events. */
  readonly page: EventTarget;
  /** Resumes loading at the end of the buffer. */
  startLoad(): void;
  /** Playback has stopped and cannot be recovered. */
  onError(error: StreamError): void;
}

/** `attempts`: number of restarts of loading. */
type RecoveryState =
  | { readonly status: 'healthy' }
  /** hls.js reported an error that it retries itself. The timer limits a stall meanwhile. */
  | {
      readonly status: 'recovering';
      readonly error: StreamError;
      readonly attempts: number;
      readonly track: string;
      readonly cancelTimer?: () => void;
    }
  /** Loading has stopped, and the buffer still plays. The timer starts the next attempt. */
  | {
      readonly status: 'stopped';
      readonly error: StreamError;
      readonly attempts: number;
      readonly cancelTimer?: () => void;
    }
  /** Loading was restarted. */
  | { readonly status: 'retrying'; readonly error: StreamError; readonly attempts: number }
  | { readonly status: 'failed' };

/**
 * Decides when the viewer sees an error. While the buffer plays, loading is retried without an error. The error is reported when playback
 * has stalled and no retry helped. This also ends silent stalls: hls.js can wait forever for a refused segment.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #lifetime = new AbortController();
  #state: RecoveryState = { status: 'healthy' };

  constructor(options: RecoveryOptions) {
    this.#options = options;
    const { signal } = this.#lifetime;
    for (const name of ['waiting', 'seeking'] as const)
      options.video.addEventListener(name, () => this.#onStall(), { signal });
    options.page.addEventListener('online', () => this.retryNow(), { signal });
  }

  /** hls.js retries by itself. `track` is what it was loading. */
  onRecoverableError(error: StreamError, track: string): void {
    const previous = this.#state;
    if (previous.status !== 'healthy' && previous.status !== 'retrying') return;
    this.#setState({ status: 'recovering', error, attempts: countAttempts(previous), track });
    this.#onStall();
  }

  /** hls.js has stopped loading. */
  onLoadingStopped(error: StreamError): void {
    const previous = this.#state;
    if (previous.status === 'failed') return;
    const attempts = countAttempts(previous);
    const canRetry = error.remedy === 'retry' && attempts < RETRY_DELAYS_MS.length;
    if (this.#isStalled() && (!canRetry || this.#isEmpty())) return this.#fail(error);
    const { clock } = this.#options;
    const cancelTimer = canRetry ? clock.at(clock.now() + RETRY_DELAYS_MS[attempts]!, () => this.#resume()) : undefined;
    this.#setState({ status: 'stopped', error, attempts, ...(cancelTimer && { cancelTimer }) });
  }

  /** Data of `track` has reached the buffer, which proves that the network is back. `playing` does not. */
  onBuffered(track: string): void {
    const state = this.#state;
    if (state.status === 'recovering' ? state.track === track : state.status !== 'failed')
      this.#setState({ status: 'healthy' });
  }

  /** The network is back, or there is another token. */
  retryNow(): void {
    if (this.#state.status === 'stopped') this.#resume();
  }

  /** Loading has ended normally. */
  reset(): void {
    if (this.#state.status !== 'failed') this.#setState({ status: 'healthy' });
  }

  destroy(): void {
    this.#setState({ status: 'failed' });
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
    const state = this.#state;
    // An attempt that is in progress or scheduled may recover playback. Without one, there is nothing to wait for.
    if (state.status === 'stopped' && !state.cancelTimer) this.#fail(state.error);
    if (state.status !== 'recovering' || state.cancelTimer) return;
    const { clock } = this.#options;
    const cancelTimer = clock.at(clock.now() + STALL_TIMEOUT_MS, () => {
      if (this.#isStalled()) this.#fail(state.error);
      else this.#setState({ status: 'healthy' });
    });
    this.#setState({ ...state, cancelTimer });
  }

  #isStalled(): boolean {
    return this.#options.video.readyState < HAVE_FUTURE_DATA;
  }

  #isEmpty(): boolean {
    return this.#options.video.readyState === HAVE_NOTHING;
  }

  #fail(error: StreamError): void {
    this.destroy();
    this.#options.onError(error);
  }

  #setState(state: RecoveryState): void {
    if ('cancelTimer' in this.#state) this.#state.cancelTimer?.();
    this.#state = state;
  }
}

const countAttempts = (state: RecoveryState): number => ('attempts' in state ? state.attempts : 0);

// hls.js has retried six times by itself before it stops.
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 8000];
const STALL_TIMEOUT_MS = 15_000;
