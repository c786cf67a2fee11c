import type { HlsConfig, Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext, LoaderStats } from 'hls.js';
import { readResponse, type Attempt } from './attempt.js';
import type { RequestRole } from './optional-resources.js';
import { TokenRequest, type HlsRequest, type RequestResult, type TokenRequestOptions } from './token-request.js';

export type HlsLoaderClass = new (config: HlsConfig) => Loader<LoaderContext>;

export interface TokenLoaderOptions extends TokenRequestOptions {
  roleOf(context: LoaderContext): RequestRole;
  /** An audio rendition failed, and another one may replace it. hls.js gets no response to the request. */
  audioFailed(status: number): void;
  /** Whether another build of hls.js has to play this playlist. hls.js gets no response to the request. */
  isForOtherBuild(playlist: string, context: LoaderContext): boolean;
  /** A request failed in a way that hls.js must not retry. hls.js gets no response: stop loading. */
  onError(error: unknown): void;
}

/**
 * Creates the loader of all hls.js requests. It adds the token when a request is sent and removes it from the response, so hls.js never
 * sees the token. It also recovers from a refusal before hls.js counts it.
 */
export function createTokenLoader(Base: HlsLoaderClass, options: TokenLoaderOptions): HlsLoaderClass {
  return class extends TokenLoader {
    constructor(config: HlsConfig) {
      super(() => new Base(config), options);
    }
  };
}

type Callbacks = LoaderCallbacks<LoaderContext>;

class TokenLoader implements Loader<LoaderContext> {
  /** hls.js ignores a playlist request whose loader has the same context. `null` if it may make the request again. */
  context: LoaderContext | null = null;
  readonly stats: LoaderStats;

  readonly #createInner: () => Loader<LoaderContext>;
  readonly #options: TokenLoaderOptions;
  readonly #lifetime = new AbortController();
  #inner: Loader<LoaderContext>;
  /** What hls.js waits for. `null` after the request has ended. */
  #pending: { readonly context: LoaderContext; readonly callbacks: Callbacks } | null = null;

  constructor(createInner: () => Loader<LoaderContext>, options: TokenLoaderOptions) {
    this.#createInner = createInner;
    this.#options = options;
    this.#inner = createInner();
    this.stats = this.#inner.stats;
  }

  load(context: LoaderContext, config: LoaderConfiguration, callbacks: Callbacks): void {
    this.context = context;
    this.#pending = { context, callbacks };
    const role = this.#options.roleOf(context);
    const request: HlsRequest = {
      context,
      config,
      role,
      stats: this.stats,
      signal: this.#lifetime.signal,
      attempt: (url) => this.#attempt(url, context, config, callbacks, role),
    };
    void new TokenRequest(request, this.#options).complete().then(
      (result) => this.#end(result),
      (error: unknown) => this.#leaveUnanswered(() => this.#options.onError(error)),
    );
  }

  abort(): void {
    const pending = this.#takePending();
    if (!pending) return;
    this.#inner.abort();
    this.stats.aborted = true;
    pending.callbacks.onAbort?.(this.stats, pending.context, null);
  }

  destroy(): void {
    this.#takePending();
    this.#inner.destroy();
  }

  getCacheAge(): number | null {
    return this.#inner.getCacheAge?.() ?? null;
  }

  getResponseHeader(name: string): string | null {
    return this.#inner.getResponseHeader?.(name) ?? null;
  }

  #attempt(
    url: string,
    context: LoaderContext,
    config: LoaderConfiguration,
    { onProgress }: Callbacks,
    role: RequestRole,
  ): Promise<Attempt> {
    const { stats } = this;
    if (this.#inner.context) this.#replaceInner();
    Object.assign(stats, { aborted: false, loaded: 0, total: 0 });
    Object.assign(stats.loading, { start: 0, first: 0, end: 0 });
    // hls.js would retry with the same token, which may have expired by then.
    const once = { ...config, loadPolicy: { ...config.loadPolicy, errorRetry: null, timeoutRetry: null } };
    return new Promise((resolve) => {
      // A copy: hls.js compares `context.url` with known URLs, for keys and duplicate requests.
      this.#inner.load({ ...context, url }, once, {
        onSuccess: (response) => resolve(readResponse(response, role, context)),
        onError: ({ code, text }) => resolve({ problem: 'error', status: code, text }),
        onTimeout: () => resolve({ problem: 'timeout', status: 0, text: '' }),
        ...(onProgress && {
          onProgress: (_stats, _context, data) => this.#pending && onProgress(stats, context, data, null),
        }),
      });
    });
  }

  #end(result: RequestResult): void {
    switch (result.type) {
      case 'attempt':
        return this.#answer(result.attempt, result.token);
      case 'skipped':
        return this.#answerEmptyCaptions();
      case 'audio-failed':
        return this.#leaveUnanswered(() => this.#options.audioFailed(result.status));
    }
  }

  #answer(attempt: Attempt, token: string): void {
    const pending = this.#takePending();
    if (!pending) return;
    const { context, callbacks } = pending;
    const { stats } = this;
    if (attempt.problem === 'timeout') return callbacks.onTimeout(stats, context, null);
    if (attempt.problem !== null)
      return callbacks.onError({ code: attempt.status, text: attempt.text }, context, null, stats);
    const { placeholder, isForOtherBuild } = this.#options;
    const { response } = attempt;
    if (typeof response.data === 'string' && isForOtherBuild(response.data, context)) return;
    const data = typeof response.data === 'string' ? placeholder.hide(response.data, token) : response.data;
    const url = placeholder.hide(response.url, token);
    callbacks.onSuccess({ ...response, url, ...(data && { data }) }, stats, context, null);
  }

  #answerEmptyCaptions(): void {
    const data = new TextEncoder().encode('WEBVTT\n\n').buffer;
    const pending = this.#takePending();
    pending?.callbacks.onSuccess({ url: pending.context.url, data, code: 200 }, this.stats, pending.context, null);
  }

  /** hls.js gets no response, and may make the same request again. What waits for this one learns of it by `abort()`. */
  #leaveUnanswered(report: () => void): void {
    if (!this.#pending) return;
    this.context = null;
    report();
  }

  /** A loader of hls.js can be used only once. */
  #replaceInner(): void {
    this.#inner.destroy();
    this.#inner = this.#createInner();
    this.#inner.stats = this.stats;
  }

  /** Ends the request. Returns it to the one call that answers, or `null` if it has ended. */
  #takePending() {
    const pending = this.#pending;
    this.#pending = null;
    this.#lifetime.abort();
    return pending;
  }
}
