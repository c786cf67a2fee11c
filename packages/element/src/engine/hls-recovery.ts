import { StreamError } from '../catalogue/errors.js';
import type { Clock } from '../clock.js';

export interface RecoveryOptions {
  readonly video: EventTarget & Pick<HTMLVideoElement, 'readyState'>;
  readonly clock: Clock;
  /** Where `online` is heard. */
  readonly page: EventTarget;
  /** Starts loading again where the buffer ends. */
  resume(): void;
  /** The picture has stopped for good. */
  fail(error: StreamError): void;
}

/** `tries`: how often loading was begun again by us. `forget`: drops what is to come. */
type State =
  | { readonly status: 'well' }
  /** hls.js reported something that it means to get over. What is to come is the end of our patience with a picture that has stopped. */
  | {
      readonly status: 'troubled';
      readonly error: StreamError;
      readonly tries: number;
      readonly track: string;
      readonly forget?: () => void;
    }
  /** Loading has stopped, the buffer still plays. What is to come is the next try. */
  | { readonly status: 'broken'; readonly error: StreamError; readonly tries: number; readonly forget?: () => void }
  /** Loading has begun again. */
  | { readonly status: 'trying'; readonly error: StreamError; readonly tries: number }
  | { readonly status: 'failed' };

/**
 * Decides when an error becomes the viewer's. While the buffer plays it is kept back and loading is tried again; it is told when the
 * picture has stopped and nothing helped. It also ends the silent stall: hls.js can wait for ever for a segment that was refused.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #life = new AbortController();
  #state: State = { status: 'well' };

  constructor(options: RecoveryOptions) {
    this.#options = options;
    const { signal } = this.#life;
    for (const name of ['waiting', 'seeking'] as const)
      options.video.addEventListener(name, () => this.#starved(), { signal });
    options.page.addEventListener('online', () => this.again(), { signal });
  }

  /** hls.js goes on by itself, or says so. `track` is what it was loading. */
  troubled(error: StreamError, track: string): void {
    const before = this.#state;
    if (before.status !== 'well' && before.status !== 'trying') return;
    this.#become({ status: 'troubled', error, tries: triesOf(before), track });
    this.#starved();
  }

  /** hls.js has stopped loading. */
  broken(error: StreamError): void {
    const before = this.#state;
    if (before.status === 'failed') return;
    const tries = triesOf(before);
    const helps = error.remedy === 'retry' && tries < DELAYS.length;
    if (this.#isStarved() && (!helps || this.#isEmpty())) return this.#fail(error);
    const { clock } = this.#options;
    const forget = helps ? clock.at(clock.now() + DELAYS[tries]!, () => this.#resume()) : undefined;
    this.#become({ status: 'broken', error, tries, ...(forget && { forget }) });
  }

  /** Bytes of `track` have reached the buffer: this, and not `playing`, is the sign that the network is back. */
  buffered(track: string): void {
    const state = this.#state;
    if (state.status === 'troubled' ? state.track === track : state.status !== 'failed')
      this.#become({ status: 'well' });
  }

  /** Something has changed that may help: the network is back, or there is another token. */
  again(): void {
    if (this.#state.status === 'broken') this.#resume();
  }

  /** Nothing more is to come, and nothing is wrong with that. */
  calm(): void {
    if (this.#state.status !== 'failed') this.#become({ status: 'well' });
  }

  destroy(): void {
    this.#become({ status: 'failed' });
    this.#life.abort();
  }

  #resume(): void {
    const state = this.#state;
    if (state.status !== 'broken') return;
    this.#become({ status: 'trying', error: state.error, tries: state.tries + 1 });
    this.#options.resume();
  }

  #starved(): void {
    if (!this.#isStarved()) return;
    const state = this.#state;
    // A try that is under way or still to come may bring the picture back; without one there is nothing to wait for.
    if (state.status === 'broken' && !state.forget) this.#fail(state.error);
    if (state.status !== 'troubled' || state.forget) return;
    const { clock } = this.#options;
    const forget = clock.at(clock.now() + PATIENCE, () => {
      if (this.#isStarved()) this.#fail(state.error);
      else this.#become({ status: 'well' });
    });
    this.#become({ ...state, forget });
  }

  #isStarved(): boolean {
    return this.#options.video.readyState < HAVE_FUTURE_DATA;
  }

  #isEmpty(): boolean {
    return this.#options.video.readyState === HAVE_NOTHING;
  }

  #fail(error: StreamError): void {
    this.destroy();
    this.#options.fail(error);
  }

  #become(state: State): void {
    if ('forget' in this.#state) this.#state.forget?.();
    this.#state = state;
  }
}

const triesOf = (state: State): number => ('tries' in state ? state.tries : 0);

// hls.js has tried six times by itself before it gives up.
const DELAYS = [1000, 2000, 4000, 8000, 8000];
const PATIENCE = 15_000;

// `HTMLMediaElement.readyState`
const HAVE_NOTHING = 0;
const HAVE_FUTURE_DATA = 3;
