import { StreamError, type StreamErrorReason, type TokenSession } from '@secure-stream/session/core';
import type { Engine, EngineOptions, EngineKind, EngineSettings } from '../engines/engine.js';
import { selectEngine, type Capabilities, type EngineLoaders } from '../engines/select.js';
import { loadCode } from './load-code.js';
import type { EngineStatus } from './state.js';

export interface EngineLoaderOptions {
  readonly engines: EngineLoaders;
  capabilities(): Capabilities;
  readonly preferredEngine: EngineKind | 'auto';
  readonly session: TokenSession;
  /** All that the engine sees of its owner, except the settings, which may change until it is created. */
  readonly engineOptions: Omit<EngineOptions, 'settings' | 'onError' | 'recovered' | 'onMediaChange'>;
  settings(): EngineSettings;
  /** The engine was created or failed, or it plays through another `media`. */
  onChange(): void;
}

type LoaderState =
  | { readonly status: 'idle' }
  /** The engine's code is loading. */
  | { readonly status: 'fetching' }
  | { readonly status: 'running'; readonly engine: Engine }
  | { readonly status: 'failed'; readonly engine: Engine | null; readonly error: StreamError }
  | { readonly status: 'ended' };

/** Plays one source with one engine, from the selection of the engine to its end. */
export class EngineLoader {
  readonly #options: EngineLoaderOptions;
  #state: LoaderState = { status: 'idle' };
  /** Ends the wait for the next attempt to load the engine's code. */
  #retryNow: (() => void) | undefined;

  constructor(options: EngineLoaderOptions) {
    this.#options = options;
  }

  get engine(): Engine | null {
    return 'engine' in this.#state ? this.#state.engine : null;
  }

  /** `null` until `start()`. */
  get status(): EngineStatus | null {
    if (this.#state.status === 'idle') return null;
    const { readyState } = this.engine?.media ?? this.#options.engineOptions.video;
    return { readyState, error: this.#state.status === 'failed' ? this.#state.error : null };
  }

  /**
   * Requests the token and loads the engine in parallel. Resolves when there is an engine or none can play. Further calls do nothing. `prepare`
   * loads what has to be there before the first frame. If that fails, it counts as the engine's own code. It is called for each attempt, from 0.
   */
  async start(prepare?: (attempt: number) => Promise<unknown>): Promise<void> {
    if (this.#state.status !== 'idle') return;
    // Without the type, TypeScript assumes that the state stays the same until the end of this method.
    this.#state = { status: 'fetching' } as LoaderState;
    const { session, engines, preferredEngine, capabilities, engineOptions, settings, onChange } = this.#options;
    session.start();
    const kind = selectEngine(preferredEngine, capabilities(), engines);
    const loadFactory = kind && engines[kind];
    if (!loadFactory) return this.#fail(new StreamError('unsupported', { detail: `engine: ${preferredEngine}` }));
    const fail = (reason: StreamErrorReason, cause: unknown) =>
      this.#fail(new StreamError(reason, { detail: `engine: ${kind}, ${String(cause)}`, cause }));
    const isEnded = () => this.#state.status === 'ended';
    const code = await loadCode(
      (attempt) => Promise.all([loadFactory(engineOptions), prepare?.(attempt)]),
      engineOptions.clock,
      isEnded,
      (error, retryNow) => {
        this.#retryNow = retryNow;
        fail('network', error);
      },
    );
    if (!code || isEnded()) return;
    try {
      const engine = code[0]({
        ...engineOptions,
        settings: settings(),
        onMediaChange: onChange,
        onError: (error) => this.#fail(error),
        recovered: () => this.#recovered(),
      });
      this.#state = { status: 'running', engine };
      onChange();
    } catch (cause) {
      // Another attempt would end in the same way.
      fail('unsupported', cause);
    }
  }

  /** Starts each pending retry at once: of the token, of the engine's code, and of the engine. */
  retry(): void {
    this.#options.session.wake();
    this.engine?.retry?.();
    this.#retryNow?.();
  }

  destroy(): void {
    const { engine } = this;
    this.#state = { status: 'ended' };
    this.#retryNow?.();
    engine?.destroy();
  }

  #fail(error: StreamError): void {
    if (this.#state.status === 'ended') return;
    this.#state = { status: 'failed', engine: this.engine, error };
    this.#options.onChange();
  }

  #recovered(): void {
    const { engine } = this;
    if (!engine || this.#state.status !== 'failed') return;
    this.#state = { status: 'running', engine };
    this.#options.onChange();
  }
}
