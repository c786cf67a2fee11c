import type {
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderContext,
  LoaderResponse,
  LoaderStats,
  RetryConfig,
} from 'hls.js';
import { StreamError } from '../../errors/stream-error.js';
import type { Clock } from '../../clock.js';
import type { TokenSource } from '../engine.js';
import { isSoundFragment } from './fragment-check.js';
import { isTokenRejection, errorFromManifestStatus, rejectedTwice } from '../origin-errors.js';
import { audioTries, isMediaPlaylist, type OptionalRetries, type RequestRole } from './optional-resources.js';
import type { TokenPlaceholder } from './token-placeholder.js';
import type { PlaylistResponse } from './playlist-request.js';
import type { SignedSegments } from './signed-segments.js';

export type HlsLoaderClass = new (config: HlsConfig) => Loader<LoaderContext>;

export interface TokenLoaderOptions {
  readonly tokens: TokenSource;
  readonly placeholder: TokenPlaceholder;
  readonly signedSegments: SignedSegments;
  readonly clock: Clock;
  /** The token that the origin last accepted, shared by all requests. */
  readonly accepted: { token: string | null };
  /** Returns the response to a request that was sent before hls.js had loaded, once. */
  takePrefetched(url: string): Promise<PlaylistResponse> | undefined;
  readonly optional: OptionalRetries;
  roleOf(context: LoaderContext): RequestRole;
  /**
   * An optional resource was refused, which says nothing about the token. Requests a required resource instead, and resolves with the token
   * that was accepted for it: another one if the first was refused there too.
   */
  confirm(signal: AbortSignal): Promise<string>;
  /** An audio rendition failed, and another one may replace it. hls.js gets no response to the request. */
  audioFailed(status: number): void;
  /** Whether playback failed at this segment: the response in the HTTP cache may be corrupt. */
  isSuspect(context: LoaderContext): boolean;
  /** The sample tables of this segment are corrupt. */
  damaged(context: LoaderContext): void;
  /** Fetches a URL again, and replaces its response in the HTTP cache. */
  replaceCached(url: string, signal: AbortSignal): Promise<unknown>;
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
      super(config, Base, options);
    }
  };
}

/** `PlaylistContextType`, without the multivariant playlist. */
const PLAYLISTS: readonly string[] = ['level', 'audioTrack', 'subtitleTrack'];

class TokenLoader implements Loader<LoaderContext> {
  context: LoaderContext | null = null;
  readonly stats: LoaderStats;

  readonly #createInner: () => Loader<LoaderContext>;
  readonly #options: TokenLoaderOptions;
  readonly #lifetime = new AbortController();
  #inner: Loader<LoaderContext>;
  /** `null` after the request has ended. */
  #callbacks: LoaderCallbacks<LoaderContext> | null = null;
  #config: LoaderConfiguration | undefined;
  #role: RequestRole = 'required';
  #wasRejected = false;
  /** The HTTP cache may contain a corrupt response. */
  #bypassesCache = false;
  /** How often an optional request has failed. */
  #failures = 0;

  constructor(config: HlsConfig, Base: HlsLoaderClass, options: TokenLoaderOptions) {
    this.#createInner = () => new Base(config);
    this.#options = options;
    this.#inner = this.#createInner();
    this.stats = this.#inner.stats;
  }

  load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
    this.context = context;
    this.#config = config;
    this.#callbacks = callbacks;
    const { tokens, signedSegments } = this.#options;
    this.#role = this.#options.roleOf(context);
    const prefetched = this.#options.takePrefetched(context.url);
    if (prefetched) return this.#deliverPrefetched(prefetched);
    this.#bypassesCache = this.#options.isSuspect(context);
    const token = tokens.current();
    // The common case is synchronous: hls.js sees what it would see of a plain request.
    if (token !== null && !signedSegments.needsRefresh(context) && !this.#bypassesCache)
      return this.#send(context.url, token);
    this.#sendAfter(async (signal) => {
      const token = await tokens.waitForToken(signal);
      return [signedSegments.needsRefresh(context) ? await signedSegments.refreshUrl(context) : context.url, token];
    });
  }

  abort(): void {
    const { context } = this;
    const callbacks = this.#takeCallbacks();
    if (!callbacks || !context) return;
    this.#lifetime.abort();
    this.#inner.abort();
    this.stats.aborted = true;
    callbacks.onAbort?.(this.stats, context, null);
  }

  destroy(): void {
    this.#takeCallbacks();
    this.#lifetime.abort();
    this.#inner.destroy();
  }

  getCacheAge(): number | null {
    return this.#inner.getCacheAge?.() ?? null;
  }

  getResponseHeader(name: string): string | null {
    return this.#inner.getResponseHeader?.(name) ?? null;
  }

  /** Waits for `prepare`, then sends the request. */
  #sendAfter(prepare: (signal: AbortSignal) => Promise<readonly [url: string, token: string]>): void {
    // Without a start time, the bandwidth estimate would count a waiting request as loading since 1970.
    this.stats.loading.start = performance.now();
    const { signal } = this.#lifetime;
    const sent = prepare(signal).then(async ([template, token]) => {
      const url = this.#options.placeholder.fill(template, token);
      // If that fails, the request itself fails too, and hls.js gets the error.
      if (this.#bypassesCache) await this.#options.replaceCached(url, signal).catch(() => undefined);
      return [template, token] as const;
    });
    sent.then(
      ([url, token]) => this.#callbacks && this.#send(url, token),
      (error: unknown) => {
        if (!this.#callbacks) return;
        if (this.#role === 'captions') this.#retryLater();
        else this.#options.onError(error);
      },
    );
  }

  #send(url: string, token: string): void {
    const { context, stats } = this;
    const config = this.#config;
    if (!context || !config) return;
    const { placeholder } = this.#options;
    const retry = config.loadPolicy;
    if (this.#inner.context) this.#replaceInner();
    Object.assign(stats, { aborted: false, loaded: 0, total: 0 });
    Object.assign(stats.loading, { start: 0, first: 0, end: 0 });

    // A copy: hls.js compares `context.url` with known URLs, for keys and duplicate requests.
    const sent = { ...context, url: placeholder.fill(url, token) };
    // hls.js would retry with the same token, which may have expired by then.
    const once = { ...config, loadPolicy: { ...retry, errorRetry: null, timeoutRetry: null } };
    this.#inner.load(sent, once, {
      onSuccess: (response) => this.#onSuccess(response, token),
      onError: ({ code, text }) => {
        if (this.#isOptional(code)) this.#failed(url, token, code);
        else if (this.#isTokenRejection(code, token)) this.#retryRejected(url, token, code);
        else if (!this.#scheduleRetry(retry.errorRetry, false, code))
          this.#takeCallbacks()?.onError({ code, text }, context, null, stats);
      },
      onTimeout: () => {
        if (this.#role === 'captions') this.#retryLater();
        else if (!this.#scheduleRetry(retry.timeoutRetry, true)) this.#takeCallbacks()?.onTimeout(stats, context, null);
      },
      ...(this.#callbacks?.onProgress && {
        onProgress: (_stats, _context, data) => this.#callbacks?.onProgress?.(stats, context, data, null),
      }),
    });
  }

  #onSuccess(response: LoaderResponse, token: string): void {
    const { context, stats } = this;
    if (!context || !this.#callbacks) return;
    const { placeholder, tokens } = this.#options;
    if (placeholder.isIn(context.url)) {
      tokens.accept(token);
      this.#options.accepted.token = token;
    }
    const error = this.#errorFromStatus(response.code ?? 0);
    if (error) return this.#options.onError(error);
    if (PLAYLISTS.includes(context.type)) this.#options.signedSegments.received(context, token);
    const { data } = response;
    if (this.#role !== 'required' && typeof data === 'string' && !isMediaPlaylist(data, this.#role))
      return this.#retryLater();
    if (data instanceof ArrayBuffer && !isSoundFragment(new Uint8Array(data))) return this.#damaged(response.code);
    this.#takeCallbacks()?.onSuccess(
      {
        ...response,
        url: placeholder.hide(response.url, token),
        ...(typeof data === 'string' && { data: placeholder.hide(data, token) }),
      },
      stats,
      context,
      null,
    );
  }

  /** A network failure says nothing about one audio rendition. */
  #isOptional(status: number): boolean {
    return this.#role === 'captions' || (this.#role === 'audio' && status >= 400);
  }

  /** An optional resource failed. Its refusal never rejects the token, because other players of the session use it. */
  #failed(url: string, token: string, status: number): void {
    const { context } = this;
    const { confirm, placeholder, signedSegments, tokens } = this.#options;
    if (!context || !isTokenRejection(status) || this.#wasRejected) return this.#retryLater(status);
    this.#wasRejected = true;
    if (placeholder.isIn(url))
      confirm(this.#lifetime.signal).then(
        (accepted) => this.#callbacks && (accepted === token ? this.#retryLater(status) : this.#send(url, accepted)),
        (error: unknown) =>
          this.#callbacks && (this.#role === 'captions' ? this.#retryLater(status) : this.#options.onError(error)),
      );
    else
      signedSegments
        .replaceRejected(context, url, status)
        .then(
          async (replacement) =>
            this.#callbacks && this.#send(replacement, await tokens.waitForToken(this.#lifetime.signal)),
          () => this.#callbacks && this.#retryLater(status),
        )
        .catch(() => undefined);
  }

  #retryLater(status = 0): void {
    const { context } = this;
    const { optional, tokens, audioFailed, signedSegments } = this.#options;
    if (!context) return;
    if (this.#role === 'audio' && this.#failures >= audioTries(status)) {
      // hls.js ignores a request for a playlist whose loader has the same context, and the viewer may choose this rendition again.
      this.context = null;
      this.#takeCallbacks();
      return audioFailed(status);
    }
    this.#sendAfter(async (signal) => {
      const outcome = await optional.wait(context, this.#failures++, signal);
      if (outcome === 'skip') this.#skip();
      return [
        signedSegments.needsRefresh(context) ? await signedSegments.refreshUrl(context) : context.url,
        await tokens.waitForToken(signal),
      ];
    });
  }

  /** Responds with an empty caption file. */
  #skip(): void {
    const { context, stats } = this;
    const data = new TextEncoder().encode('WEBVTT\n\n').buffer;
    if (context) this.#takeCallbacks()?.onSuccess({ url: context.url, data, code: 200 }, stats, context, null);
  }

  /** Retries, as after a failure of the origin. */
  #damaged(code: number | undefined): void {
    const { context, stats } = this;
    this.#bypassesCache = true;
    if (context) this.#options.damaged(context);
    if (!context || this.#scheduleRetry(this.#config?.loadPolicy.errorRetry, false, code)) return;
    this.#takeCallbacks()?.onError({ code: code ?? 0, text: 'The segment is damaged.' }, context, null, stats);
  }

  /** The error that the status means, for the multivariant playlist only. */
  #errorFromStatus(status: number): StreamError | null {
    return (this.context?.type as string) === 'manifest' ? errorFromManifestStatus(status) : null;
  }

  /** A response without CORS headers has status 0, and an origin may refuse an expired token without them. */
  #isTokenRejection(status: number, token: string): boolean {
    return isTokenRejection(status) || (status === 0 && !this.#wasRejected && this.#options.tokens.current() !== token);
  }

  /** Repeats a refused request once with another token or URL. */
  #retryRejected(url: string, token: string, status: number): void {
    const { context } = this;
    const { tokens, placeholder, signedSegments } = this.#options;
    if (this.#wasRejected) return this.#failRejected(token, status);
    this.#wasRejected = true;
    this.#sendAfter(async (signal) => {
      if (placeholder.isIn(url) || !context)
        return [url, await (status === 0 ? tokens.waitForToken(signal) : tokens.reject(token, status, signal))];
      return [await signedSegments.replaceRejected(context, url, status), await tokens.waitForToken(signal)];
    });
  }

  /** The fresh token was refused too, or this URL is forbidden with any token. */
  #failRejected(token: string, status: number): void {
    const { tokens, accepted, onError } = this.#options;
    const error = rejectedTwice(status);
    if (accepted.token === token) return onError(error);
    tokens.reject(token, status, this.#lifetime.signal).then(
      () => onError(error),
      (error: unknown) => this.#callbacks && onError(error),
    );
  }

  #scheduleRetry(policy: RetryConfig | null | undefined, isTimeout: boolean, code?: number): boolean {
    const { context, stats } = this;
    if (!context || !policy || stats.retry >= policy.maxNumRetry) return false;
    const isRetryable =
      isTimeout || (code === 0 ? !navigator.onLine : code !== undefined && (code < 400 || code > 499));
    const response = code === undefined ? undefined : { url: context.url, code };
    if (!(policy.shouldRetry?.(policy, stats.retry, isTimeout, response, isRetryable) ?? isRetryable)) return false;
    const factor = policy.backoff === 'linear' ? 1 : 2 ** stats.retry;
    stats.retry++;
    this.#sendAfter(async (signal) => {
      await this.#delay(Math.min(factor * policy.retryDelayMs, policy.maxRetryDelayMs), signal);
      return [context.url, await this.#options.tokens.waitForToken(signal)];
    });
    return true;
  }

  #delay(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const cancelTimer = clock.at(clock.now() + milliseconds, resolve);
      signal.addEventListener('abort', cancelTimer, { once: true });
    });
  }

  #deliverPrefetched(prefetched: Promise<PlaylistResponse>): void {
    const { context, stats } = this;
    stats.loading.start = performance.now();
    // Leaves retries to the policy of hls.js.
    const requestAgain = () =>
      this.#sendAfter(async (signal) => [context?.url ?? '', await this.#options.tokens.waitForToken(signal)]);
    prefetched.then(
      ({ status, url, text, token }) => {
        if (status >= 300 && !this.#errorFromStatus(status)) return this.#callbacks && requestAgain();
        stats.loading.first = stats.loading.end = performance.now();
        stats.loaded = stats.total = text.length;
        this.#onSuccess({ url, data: text, code: status }, token);
      },
      (error: unknown) =>
        this.#callbacks && (error instanceof StreamError ? this.#options.onError(error) : requestAgain()),
    );
  }

  /** A loader of hls.js can be used only once. */
  #replaceInner(): void {
    this.#inner.destroy();
    this.#inner = this.#createInner();
    this.#inner.stats = this.stats;
  }

  /** Returns the callbacks to the one call that ends the request, or `null` if it has ended. */
  #takeCallbacks(): LoaderCallbacks<LoaderContext> | null {
    const callbacks = this.#callbacks;
    this.#callbacks = null;
    return callbacks;
  }
}
