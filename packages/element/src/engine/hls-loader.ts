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
import { StreamError } from '../catalogue/errors.js';
import type { Clock } from '../clock.js';
import type { TokenSource } from './engine.js';
import { isSoundFragment } from './fragment-check.js';
import { isRefusal, playlistFault, refusedAgain } from './hls-errors.js';
import { audioTries, isMediaPlaylist, type OptionalRetries, type RequestRole } from './hls-optional.js';
import type { Placeholder } from './hls-placeholder.js';
import type { TextAnswer } from './hls-request.js';
import type { SignedSegments } from './hls-signed.js';

export type LoaderClass = new (config: HlsConfig) => Loader<LoaderContext>;

export interface TokenLoaderOptions {
  readonly tokens: TokenSource;
  readonly placeholder: Placeholder;
  readonly signed: SignedSegments;
  readonly clock: Clock;
  /** The token that the origin took last, for all requests together. */
  readonly trust: { token: string | null };
  /** The answer to a request that left before hls.js had arrived. Given once. */
  prefetched(address: string): Promise<TextAnswer> | undefined;
  readonly optional: OptionalRetries;
  roleOf(context: LoaderContext): RequestRole;
  /**
   * An optional resource was refused, which says nothing about the token: asks for a required one. Resolves with the token that was accepted
   * for that, which is another one if the first was refused there too.
   */
  confirm(signal: AbortSignal): Promise<string>;
  /** An audio rendition failed, and another one may take its place. The request is left unanswered. */
  audioFailed(status: number): void;
  /** A request has come to an end that hls.js must not retry. It is left unanswered: stop loading. */
  fail(error: unknown): void;
}

/**
 * hls.js asks for every byte through this. The token is put in when the request leaves and taken out of what comes back, so
 * hls.js never knows it; a refusal is mended in here, before hls.js can count it.
 */
export function createTokenLoader(Base: LoaderClass, options: TokenLoaderOptions): LoaderClass {
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

  readonly #make: () => Loader<LoaderContext>;
  readonly #options: TokenLoaderOptions;
  readonly #life = new AbortController();
  #inner: Loader<LoaderContext>;
  /** `null` once nobody listens any more. */
  #callbacks: LoaderCallbacks<LoaderContext> | null = null;
  #config: LoaderConfiguration | undefined;
  #role: RequestRole = 'required';
  #refused = false;
  /** How often an optional request has failed. */
  #failures = 0;

  constructor(config: HlsConfig, Base: LoaderClass, options: TokenLoaderOptions) {
    this.#make = () => new Base(config);
    this.#options = options;
    this.#inner = this.#make();
    this.stats = this.#inner.stats;
  }

  load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
    this.context = context;
    this.#config = config;
    this.#callbacks = callbacks;
    const { tokens, signed } = this.#options;
    this.#role = this.#options.roleOf(context);
    const prefetched = this.#options.prefetched(context.url);
    if (prefetched) return this.#deliver(prefetched);
    const token = tokens.current();
    // The common case is synchronous: hls.js sees what it would see of a plain request.
    if (token !== null && !signed.concerns(context)) return this.#send(context.url, token);
    this.#sendWhen(async (signal) => {
      const live = await tokens.live(signal);
      return [signed.concerns(context) ? await signed.addressOf(context) : context.url, live];
    });
  }

  abort(): void {
    const { context } = this;
    const callbacks = this.#end();
    if (!callbacks || !context) return;
    this.#life.abort();
    this.#inner.abort();
    this.stats.aborted = true;
    callbacks.onAbort?.(this.stats, context, null);
  }

  destroy(): void {
    this.#end();
    this.#life.abort();
    this.#inner.destroy();
  }

  getCacheAge(): number | null {
    return this.#inner.getCacheAge?.() ?? null;
  }

  getResponseHeader(name: string): string | null {
    return this.#inner.getResponseHeader?.(name) ?? null;
  }

  /** Waits for what there is to wait for, then sends. */
  #sendWhen(find: (signal: AbortSignal) => Promise<readonly [address: string, token: string]>): void {
    // A request that waits would look to the bandwidth estimate as if it had been loading since 1970.
    this.stats.loading.start = performance.now();
    find(this.#life.signal).then(
      ([address, token]) => this.#callbacks && this.#send(address, token),
      (error: unknown) => {
        if (!this.#callbacks) return;
        if (this.#role === 'captions') this.#retryLater();
        else this.#options.fail(error);
      },
    );
  }

  #send(address: string, token: string): void {
    const { context, stats } = this;
    const config = this.#config;
    if (!context || !config) return;
    const { placeholder } = this.#options;
    const retry = config.loadPolicy;
    if (this.#inner.context) this.#replaceInner();
    Object.assign(stats, { aborted: false, loaded: 0, total: 0 });
    Object.assign(stats.loading, { start: 0, first: 0, end: 0 });

    // A copy: hls.js compares `context.url` with addresses that it knows, for keys and against asking twice.
    const sent = { ...context, url: placeholder.fill(address, token) };
    // hls.js would retry with the same token, however old it is by then.
    const once = { ...config, loadPolicy: { ...retry, errorRetry: null, timeoutRetry: null } };
    this.#inner.load(sent, once, {
      onSuccess: (response) => this.#answered(response, token),
      onError: ({ code, text }) => {
        if (this.#isOptional(code)) this.#failed(address, token, code);
        else if (this.#isRefusal(code, token)) this.#mend(address, token, code);
        else if (!this.#retries(retry.errorRetry, false, code))
          this.#end()?.onError({ code, text }, context, null, stats);
      },
      onTimeout: () => {
        if (this.#role === 'captions') this.#retryLater();
        else if (!this.#retries(retry.timeoutRetry, true)) this.#end()?.onTimeout(stats, context, null);
      },
      ...(this.#callbacks?.onProgress && {
        onProgress: (_stats, _context, data) => this.#callbacks?.onProgress?.(stats, context, data, null),
      }),
    });
  }

  #answered(response: LoaderResponse, token: string): void {
    const { context, stats } = this;
    if (!context || !this.#callbacks) return;
    const { placeholder, tokens } = this.#options;
    if (placeholder.isIn(context.url)) {
      tokens.accept(token);
      this.#options.trust.token = token;
    }
    const fault = this.#faultOf(response.code ?? 0);
    if (fault) return this.#options.fail(fault);
    if (PLAYLISTS.includes(context.type)) this.#options.signed.received(context, token);
    const { data } = response;
    if (this.#role === 'captions' && typeof data === 'string' && !isMediaPlaylist(data)) return this.#retryLater();
    if (data instanceof ArrayBuffer && !isSoundFragment(new Uint8Array(data))) return this.#damaged(response.code);
    this.#end()?.onSuccess(
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

  /** A failed network says nothing about one audio rendition. */
  #isOptional(status: number): boolean {
    return this.#role === 'captions' || (this.#role === 'audio' && status >= 400);
  }

  /** An optional resource failed. Its refusal never rejects the token: other players of the session go on with it. */
  #failed(address: string, token: string, status: number): void {
    const { context } = this;
    const { confirm, placeholder, signed, tokens } = this.#options;
    if (!context || !isRefusal(status) || this.#refused) return this.#retryLater(status);
    this.#refused = true;
    if (placeholder.isIn(address))
      confirm(this.#life.signal).then(
        (accepted) =>
          this.#callbacks && (accepted === token ? this.#retryLater(status) : this.#send(address, accepted)),
        (error: unknown) =>
          this.#callbacks && (this.#role === 'captions' ? this.#retryLater(status) : this.#options.fail(error)),
      );
    else
      signed
        .replace(context, address, status)
        .then(
          async (replacement) => this.#callbacks && this.#send(replacement, await tokens.live(this.#life.signal)),
          () => this.#callbacks && this.#retryLater(status),
        )
        .catch(() => undefined);
  }

  #retryLater(status = 0): void {
    const { context } = this;
    const { optional, tokens, audioFailed, signed } = this.#options;
    if (!context) return;
    if (this.#role === 'audio' && this.#failures >= audioTries(status)) return audioFailed(status);
    this.#sendWhen(async (signal) => {
      const outcome = await optional.wait(context, this.#failures++, signal);
      if (outcome === 'skip') this.#skip();
      return [signed.concerns(context) ? await signed.addressOf(context) : context.url, await tokens.live(signal)];
    });
  }

  /** Answers with a caption file without captions. */
  #skip(): void {
    const { context, stats } = this;
    const data = new TextEncoder().encode('WEBVTT\n\n').buffer;
    if (context) this.#end()?.onSuccess({ url: context.url, data, code: 200 }, stats, context, null);
  }

  /** Asks again, as after a failure of the origin. */
  #damaged(code: number | undefined): void {
    const { context, stats } = this;
    if (!context || this.#retries(this.#config?.loadPolicy.errorRetry, false, code)) return;
    this.#end()?.onError({ code: code ?? 0, text: 'The segment is damaged.' }, context, null, stats);
  }

  /** What the multivariant playlist alone tells by its status. */
  #faultOf(status: number): StreamError | null {
    return (this.context?.type as string) === 'manifest' ? playlistFault(status) : null;
  }

  /** An answer without CORS headers reads as 0, and what an origin says about a dead token may come without. */
  #isRefusal(status: number, token: string): boolean {
    return isRefusal(status) || (status === 0 && !this.#refused && this.#options.tokens.current() !== token);
  }

  /** The same request again, once. */
  #mend(address: string, token: string, status: number): void {
    const { context } = this;
    const { tokens, placeholder, signed } = this.#options;
    if (this.#refused) return this.#giveUp(token, status);
    this.#refused = true;
    this.#sendWhen(async (signal) => {
      if (placeholder.isIn(address) || !context)
        return [address, await (status === 0 ? tokens.live(signal) : tokens.reject(token, status, signal))];
      return [await signed.replace(context, address, status), await tokens.live(signal)];
    });
  }

  /** The fresh token is no good either; or it is, and nobody may have this address. */
  #giveUp(token: string, status: number): void {
    const { tokens, trust, fail } = this.#options;
    const verdict = refusedAgain(status);
    if (trust.token === token) return fail(verdict);
    tokens.reject(token, status, this.#life.signal).then(
      () => fail(verdict),
      (error: unknown) => this.#callbacks && fail(error),
    );
  }

  #retries(policy: RetryConfig | null | undefined, timeout: boolean, code?: number): boolean {
    const { context, stats } = this;
    if (!context || !policy || stats.retry >= policy.maxNumRetry) return false;
    const worthIt = timeout || (code === 0 ? !navigator.onLine : code !== undefined && (code < 400 || code > 499));
    const response = code === undefined ? undefined : { url: context.url, code };
    if (!(policy.shouldRetry?.(policy, stats.retry, timeout, response, worthIt) ?? worthIt)) return false;
    const factor = policy.backoff === 'linear' ? 1 : 2 ** stats.retry;
    stats.retry++;
    this.#sendWhen(async (signal) => {
      await this.#pause(Math.min(factor * policy.retryDelayMs, policy.maxRetryDelayMs), signal);
      return [context.url, await this.#options.tokens.live(signal)];
    });
    return true;
  }

  #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const forget = clock.at(clock.now() + milliseconds, resolve);
      signal.addEventListener('abort', forget, { once: true });
    });
  }

  #deliver(prefetched: Promise<TextAnswer>): void {
    const { context, stats } = this;
    stats.loading.start = performance.now();
    // What hls.js would retry, it retries.
    const askAgain = () =>
      this.#sendWhen(async (signal) => [context?.url ?? '', await this.#options.tokens.live(signal)]);
    prefetched.then(
      ({ status, url, text, token }) => {
        if (status >= 300 && !this.#faultOf(status)) return this.#callbacks && askAgain();
        stats.loading.first = stats.loading.end = performance.now();
        stats.loaded = stats.total = text.length;
        this.#answered({ url, data: text, code: status }, token);
      },
      (error: unknown) => this.#callbacks && (error instanceof StreamError ? this.#options.fail(error) : askAgain()),
    );
  }

  /** A loader of hls.js can be used once. */
  #replaceInner(): void {
    this.#inner.destroy();
    this.#inner = this.#make();
    this.#inner.stats = this.stats;
  }

  /** The callbacks, for the one call that ends the request; `null` when it has ended. */
  #end(): LoaderCallbacks<LoaderContext> | null {
    const callbacks = this.#callbacks;
    this.#callbacks = null;
    return callbacks;
  }
}
