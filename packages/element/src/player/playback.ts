import { StreamError } from '../catalogue/errors.js';
import type { Capabilities } from '../engine/capabilities.js';
import type { Engine, EngineHost, EngineKind, EngineSettings } from '../engine/engine.js';
import { selectEngine, type EngineTable } from '../engine/select.js';
import type { SessionShare } from '../session/shared.js';
import type { EngineView } from './state.js';

export interface PlaybackOptions extends Omit<EngineHost, 'settings' | 'tokens' | 'fail' | 'mediaChanged'> {
  readonly engines: EngineTable;
  capabilities(): Capabilities;
  readonly wanted: EngineKind | 'auto';
  readonly share: SessionShare;
  settings(): EngineSettings;
  /** There is an engine, or an error, or the engine plays through another `media`. */
  changed(): void;
}

type State =
  | { readonly status: 'idle' }
  /** The engine's code is on its way. */
  | { readonly status: 'fetching' }
  | { readonly status: 'running'; readonly engine: Engine }
  | { readonly status: 'failed'; readonly engine: Engine | null; readonly error: StreamError }
  | { readonly status: 'ended' };

/** One source on one engine, from the choice of the engine to its end. */
export class Playback {
  readonly #options: PlaybackOptions;
  #state: State = { status: 'idle' };

  constructor(options: PlaybackOptions) {
    this.#options = options;
  }

  get engine(): Engine | null {
    return 'engine' in this.#state ? this.#state.engine : null;
  }

  /** `null` until `start()`. */
  get view(): EngineView | null {
    if (this.#state.status === 'idle') return null;
    const { readyState } = this.engine?.media ?? this.#options.video;
    return { readyState, error: this.#state.status === 'failed' ? this.#state.error : null };
  }

  /** Token and engine are fetched side by side. Resolves when there is an engine, or an error. Does nothing the second time. */
  async start(): Promise<void> {
    if (this.#state.status !== 'idle') return;
    this.#state = { status: 'fetching' };
    this.#options.share.session.start();
    return this.#run();
  }

  destroy(): void {
    const { engine } = this;
    this.#state = { status: 'ended' };
    engine?.destroy();
  }

  async #run(): Promise<void> {
    const { engines, wanted, capabilities, share, settings } = this.#options;
    const kind = selectEngine(wanted, capabilities(), engines);
    const fetchFactory = kind && engines[kind];
    if (!fetchFactory) return this.#fail(new StreamError('unsupported', { detail: `engine: ${wanted}` }));
    try {
      const createEngine = await fetchFactory();
      if (this.#state.status !== 'fetching') return;
      const engine = createEngine({
        ...this.#options,
        settings: settings(),
        tokens: share.session,
        mediaChanged: () => this.#options.changed(),
        fail: (error) => this.#fail(error),
      });
      this.#state = { status: 'running', engine };
      this.#options.changed();
    } catch (cause) {
      this.#fail(new StreamError('network', { detail: `The ${kind} engine could not be loaded.`, cause }));
    }
  }

  #fail(error: StreamError): void {
    if (this.#state.status === 'ended') return;
    this.#state = { status: 'failed', engine: this.engine, error };
    this.#options.changed();
  }
}
