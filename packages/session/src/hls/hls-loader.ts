import type {
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfig,
  LoaderConfiguration,
  LoaderContext,
  LoaderResponse,
  LoaderStats,
} from 'hls.js';
import type { Clock } from '../clock.js';
import type { TokenPlaceholder } from './token-placeholder.js';

export type HlsLoaderClass = new (config: HlsConfig) => Loader<LoaderContext>;

/** How one attempt of a request ended. `status` is 0 if it says nothing. */
export type Attempt =
  | { readonly problem: null; readonly status: number; readonly response: LoaderResponse }
  | FailedAttempt<'error' | 'timeout'>;

export interface FailedAttempt<Problem> {
  readonly problem: Problem;
  readonly status: number;
  readonly text: string;
}

/** A request of hls.js, and how to send it. */
export interface HlsRequest {
  readonly context: LoaderContext;
  readonly config: LoaderConfiguration;
  readonly stats: LoaderStats;
  /** Aborted when hls.js no longer waits for a response. */
  readonly signal: AbortSignal;
  /** Sends the request once, to this URL. */
  attempt(url: string): Promise<Attempt>;
}

/** How a request ended. */
export type Outcome =
  /** hls.js gets the last attempt. `token`: the one to remove from its response. */
  | { readonly type: 'answered'; readonly attempt: Attempt; readonly token: string | null }
  /** hls.js gets no response, and must not retry. */
  | { readonly type: 'unanswered'; report(): void };

export interface HlsLoaderOptions {
  /** Makes attempts until there is an outcome. Rejects if playback cannot continue. */
  complete(request: HlsRequest): Promise<Outcome>;
  /** What stands for the token in what hls.js reads. */
  readonly placeholder: Pick<TokenPlaceholder, 'hide'>;
  /** `complete` has rejected. hls.js gets no response: stop loading. */
  onError(error: unknown): void;
}

type Callbacks = LoaderCallbacks<LoaderContext>;

/**
 * Creates the loader of all hls.js requests around `Base`, a loader of hls.js. hls.js never sees the token: `complete` adds it to each
 * attempt, and this class removes it from the response.
 */
export function createHlsLoader(
  Base: HlsLoaderClass,
  { complete, placeholder, onError }: HlsLoaderOptions,
): HlsLoaderClass {
  return class implements Loader<LoaderContext> {
    /** hls.js ignores a playlist request whose loader has the same context. `null` if it may make the request again. */
    context: LoaderContext | null = null;
    readonly stats: LoaderStats;

    readonly #config: HlsConfig;
    readonly #lifetime = new AbortController();
    #inner: Loader<LoaderContext>;
    /** The request that hls.js waits for. `null` after it has ended. */
    #pending: { readonly context: LoaderContext; readonly callbacks: Callbacks } | null = null;

    constructor(config: HlsConfig) {
      this.#config = config;
      this.#inner = new Base(config);
      this.stats = this.#inner.stats;
    }

    load(context: LoaderContext, config: LoaderConfiguration, callbacks: Callbacks): void {
      this.context = context;
      this.#pending = { context, callbacks };
      const { stats } = this;
      const { signal } = this.#lifetime;
      const attempt = (url: string) => this.#attempt(url, context, config, callbacks);
      void complete({ context, config, stats, signal, attempt }).then(
        (outcome) => {
          if (outcome.type === 'answered') this.#answer(outcome.attempt, outcome.token);
          else this.#leaveUnanswered(() => outcome.report());
        },
        (error: unknown) => this.#leaveUnanswered(() => onError(error)),
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
    ): Promise<Attempt> {
      const { stats } = this;
      // A loader of hls.js can be used only once.
      if (this.#inner.context) {
        this.#inner.destroy();
        this.#inner = new Base(this.#config);
        this.#inner.stats = stats;
      }
      Object.assign(stats, { aborted: false, loaded: 0, total: 0 });
      Object.assign(stats.loading, { start: 0, first: 0, end: 0 });
      // hls.js would retry with the same token, which may have expired by then.
      const once = { ...config, loadPolicy: { ...config.loadPolicy, errorRetry: null, timeoutRetry: null } };
      return new Promise((resolve) => {
        // A copy: hls.js compares `context.url` with known URLs, for keys and duplicate requests.
        this.#inner.load({ ...context, url }, once, {
          onSuccess: (response) => resolve({ problem: null, status: response.code ?? 0, response }),
          onError: ({ code, text }) => resolve({ problem: 'error', status: code, text }),
          onTimeout: () => resolve({ problem: 'timeout', status: 0, text: '' }),
          ...(onProgress && {
            onProgress: (_stats, _context, data) => this.#pending && onProgress(stats, context, data, null),
          }),
        });
      });
    }

    #answer(attempt: Attempt, token: string | null): void {
      const pending = this.#takePending();
      if (!pending) return;
      const { context, callbacks } = pending;
      const { stats } = this;
      if (attempt.problem === 'timeout') return callbacks.onTimeout(stats, context, null);
      if (attempt.problem !== null)
        return callbacks.onError({ code: attempt.status, text: attempt.text }, context, null, stats);
      const { response } = attempt;
      const hide = (text: string) => (token === null ? text : placeholder.hide(text, token));
      const data = typeof response.data === 'string' ? hide(response.data) : response.data;
      const url = hide(response.url);
      callbacks.onSuccess({ ...response, url, ...(data && { data }) }, stats, context, null);
    }

    /** hls.js gets no response, and may make the same request again. What waits for this one learns of it by `abort()`. */
    #leaveUnanswered(report: () => void): void {
      if (!this.#pending) return;
      this.context = null;
      report();
    }

    /** Ends the request. Returns it to the one call that answers, or `null` if it has ended. */
    #takePending() {
      const pending = this.#pending;
      this.#pending = null;
      this.#lifetime.abort();
      return pending;
    }
  };
}

/**
 * Waits until the next attempt after a failure, by the policy that hls.js was configured with, and returns `false` if there is none. The wait
 * counts as loading time: without a start time, the bandwidth estimate would count a waiting request as loading since 1970.
 */
export async function waitForRetry(
  { config: { loadPolicy }, context, stats, signal }: HlsRequest,
  attempt: FailedAttempt<string>,
  clock: Clock,
): Promise<boolean> {
  const delay = computeRetryDelay(loadPolicy, attempt, stats.retry, context.url);
  if (delay === null) return false;
  stats.retry += 1;
  stats.loading.start = performance.now();
  await new Promise<void>((resolve) => {
    const cancelTimer = clock.at(clock.now() + delay, resolve);
    signal.addEventListener('abort', cancelTimer, { once: true });
  });
  return true;
}

/** Milliseconds until the next attempt, as hls.js would wait. `null`: there is none. */
function computeRetryDelay(
  policies: Pick<LoaderConfig, 'errorRetry' | 'timeoutRetry'>,
  { problem, status }: Pick<FailedAttempt<string>, 'problem' | 'status'>,
  retries: number,
  url: string,
): number | null {
  const isTimeout = problem === 'timeout';
  const policy = policies[isTimeout ? 'timeoutRetry' : 'errorRetry'];
  if (!policy || retries >= policy.maxNumRetry) return null;
  const isRetryable = isTimeout || (status === 0 ? !navigator.onLine : status < 400 || status > 499);
  const response: LoaderResponse | undefined = isTimeout ? undefined : { url, code: status };
  if (!(policy.shouldRetry?.(policy, retries, isTimeout, response, isRetryable) ?? isRetryable)) return null;
  const factor = policy.backoff === 'linear' ? 1 : 2 ** retries;
  return Math.min(factor * policy.retryDelayMs, policy.maxRetryDelayMs);
}
