import { StreamError } from '../../errors/stream-error.js';
import type { Clock } from '../../clock.js';
import { HAVE_FUTURE_DATA, HAVE_NOTHING } from '../../media/ready-state.js';

export interface RecoveryOptions {
  readonly video: EventTarget & Pick<HTMLVideoElement, 'readyState'>;
  readonly clock: Clock;
  /** Where `online` is heard. */
  readonly page: EventTarget;
  /** Starts loading again where the buffer ends. */
  startLoad(): void;
  /** The picture has stopped for good. */
  onError(error: StreamError): void;
}

/** `tries`: how often loading was begun again by us. `forget`: drops what is to come. */
type RecoveryState =
  | { readonly status: 'healthy' }
  /** hls.js reported something that it means to get over. What is to come is the end of our patience with a picture that has stopped. */
  | {
      readonly status: 'recovering';
      readonly error: StreamError;
      readonly attempts: number;
      readonly track: string;
      readonly cancelTimer?: () => void;
    }
  /** Loading has stopped, the buffer still plays. What is to come is the next try. */
  | {
      readonly status: 'stopped';
      readonly error: StreamError;
      readonly attempts: number;
      readonly cancelTimer?: () => void;
    }
  /** Loading has begun again. */
  | { readonly status: 'retrying'; readonly error: StreamError; readonly attempts: number }
  | { readonly status: 'failed' };

/**
 * Decides when an error becomes the viewer's. While the buffer plays it is kept back and loading is tried again; it is told when the
 * picture has stopped and nothing helped. It also ends the silent stall: hls.js can wait for ever for a segment that was refused.
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

  /** hls.js goes on by itself, or says so. `track` is what it was loading. */
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

  /** Bytes of `track` have reached the buffer: this, and not `playing`, is the sign that the network is back. */
  onBuffered(track: string): void {
    const state = this.#state;
    if (state.status === 'recovering' ? state.track === track : state.status !== 'failed')
      this.#setState({ status: 'healthy' });
  }

  /** Something has changed that may help: the network is back, or there is another token. */
  retryNow(): void {
    if (this.#state.status === 'stopped') this.#resume();
  }

  /** Nothing more is to come, and nothing is wrong with that. */
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
    // A try that is under way or still to come may bring the picture back; without one there is nothing to wait for.
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

// hls.js has tried six times by itself before it gives up.
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 8000];
const STALL_TIMEOUT_MS = 15_000;
