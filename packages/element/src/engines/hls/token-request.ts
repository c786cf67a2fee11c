import type { LoaderConfiguration, LoaderContext, LoaderStats } from 'hls.js';
import { type Clock, StreamError, type TokenSource } from '@secure-stream/session/core';
import { errorFromManifestStatus, isTokenRejection } from '../origin-errors.js';
import { sendWithToken, type AcceptedToken } from '../send-with-token.js';
import { isOptionalFailure, readResponse, type Attempt } from './attempt.js';
import { audioTries, type OptionalRetries, type RequestRole } from './optional-resources.js';
import type { PlaylistResponse } from './playlist-request.js';
import { computeRetryDelay } from './retry-policy.js';
import { moveToNow, type SegmentResponse } from './segment-request.js';
import type { SignedSegments } from './signed-segments.js';
import type { TokenPlaceholder } from './token-placeholder.js';

export interface TokenRequestOptions {
  readonly tokens: TokenSource;
  readonly accepted: AcceptedToken;
  readonly placeholder: TokenPlaceholder;
  readonly signedSegments: SignedSegments;
  readonly clock: Clock;
  readonly optional: OptionalRetries;
  /** Returns the response to a request that was sent before hls.js had loaded, once. */
  takePrefetched(url: string): Promise<PlaylistResponse | SegmentResponse> | undefined;
  /**
   * An optional resource was refused, which says nothing about the token. Requests a required resource instead, and resolves with the token
   * that was accepted for it: another one if the first was refused there too.
   */
  confirm(signal: AbortSignal): Promise<string>;
  /** Whether playback failed at this segment: the response in the HTTP cache may be corrupt. */
  isSuspect(context: LoaderContext): boolean;
  /** This segment is corrupt. Returns whether to load it again. */
  damaged(context: LoaderContext): boolean;
  /** Fetches a URL again, and replaces its response in the HTTP cache. */
  replaceCached(url: string, signal: AbortSignal): Promise<unknown>;
}

/** A request of hls.js, and how to send it. */
export interface HlsRequest {
  readonly context: LoaderContext;
  readonly config: LoaderConfiguration;
  readonly role: RequestRole;
  readonly stats: LoaderStats;
  /** Aborted when hls.js no longer waits for a response. */
  readonly signal: AbortSignal;
  /** Sends the request once, to this URL. */
  attempt(url: string): Promise<Attempt>;
}

/** How a request ended. */
export type RequestResult =
  /** hls.js gets the last attempt, which was made with this token. */
  | { readonly type: 'attempt'; readonly attempt: Attempt; readonly token: string }
  /** The picture has passed these captions. */
  | { readonly type: 'skipped' }
  /** An audio rendition failed, and another one may replace it. */
  | { readonly type: 'audio-failed'; readonly status: number };

/** `PlaylistContextType`, without the multivariant playlist. */
const PLAYLISTS: readonly string[] = ['level', 'audioTrack', 'subtitleTrack'];

/** One request of hls.js: its attempts, with the token of each time, until there is a result. */
export class TokenRequest {
  readonly #request: HlsRequest;
  readonly #options: TokenRequestOptions;
  /** The URL of the latest attempt, without the token. */
  #sentUrl = '';
  /** The URL that replaces a refused one. */
  #replacement: string | null = null;
  #bypassesCache: boolean;
  /** How often an optional request has failed. */
  #failures = 0;
  #ending: RequestResult | null = null;

  constructor(request: HlsRequest, options: TokenRequestOptions) {
    this.#request = request;
    this.#options = options;
    this.#bypassesCache = options.isSuspect(request.context);
  }

  /** Makes attempts until there is a result. Rejects if playback cannot continue. */
  async complete(): Promise<RequestResult> {
    const { context, role, signal } = this.#request;
    const prefetched = this.#options.takePrefetched(context.url);
    this.#startWaiting();
    const early = prefetched && (await this.#readPrefetched(prefetched));
    if (early && !(await this.#retry(early.attempt))) return this.#ending ?? early;
    for (;;)
      try {
        const { result, token } = await sendWithToken<Attempt>({
          tokens: this.#options.tokens,
          accepted: this.#options.accepted,
          signal,
          isOptional: role !== 'required',
          send: (token) => this.#send(token),
          isRejection: (attempt, token) => this.#isRejection(attempt, token),
          recover: (attempt, token) => this.#recover(attempt, token),
          retry: (attempt) => this.#retry(attempt),
        });
        return this.#ending ?? { type: 'attempt', attempt: result, token };
      } catch (error) {
        if (role !== 'captions' || signal.aborted) throw error;
        if (!(await this.#retryOptional(0)) && this.#ending) return this.#ending;
      }
  }

  async #send(token: string): Promise<Attempt> {
    const { context, signal, attempt } = this.#request;
    const { placeholder, signedSegments, replaceCached } = this.#options;
    signal.throwIfAborted();
    const url =
      this.#replacement ?? (signedSegments.needsRefresh(context) ? signedSegments.refreshUrl(context) : context.url);
    this.#replacement = null;
    // The common case is synchronous: hls.js sees what it would see of a plain request.
    this.#sentUrl = typeof url === 'string' ? url : await url;
    const filledUrl = placeholder.fill(this.#sentUrl, token);
    // If this fails, so does the request itself, and hls.js learns of it.
    if (this.#bypassesCache) await replaceCached(filledUrl, signal).catch(() => undefined);
    signal.throwIfAborted();
    const result = await attempt(filledUrl);
    this.#checkResponse(result, token);
    return result;
  }

  /** Resolves with `undefined` if hls.js has to make its own request, by its own policy. */
  async #readPrefetched(prefetched: Promise<PlaylistResponse | SegmentResponse>) {
    const { context, role, signal, stats } = this.#request;
    const response = await prefetched.catch((error: unknown) => {
      if (error instanceof StreamError) throw error;
    });
    signal.throwIfAborted();
    if (!response) return undefined;
    const { status, url, token } = response;
    if (status >= 300 && !errorFromStatus(context, status)) return undefined;
    const now = performance.now();
    const isSegment = 'data' in response;
    const data = isSegment ? response.data : response.text;
    Object.assign(stats.loading, isSegment ? moveToNow(response.loading, now) : { first: now, end: now });
    stats.loaded = stats.total = typeof data === 'string' ? data.length : data.byteLength;
    const attempt = readResponse({ url, data, code: status }, role, context);
    this.#checkResponse(attempt, token);
    return { type: 'attempt', attempt, token } as const;
  }

  /** Learns from a response that the token was accepted. Throws if the response is the end of playback. */
  #checkResponse({ problem, status }: Attempt, token: string): void {
    if (problem === 'error' || problem === 'timeout') return;
    const { context } = this.#request;
    const { placeholder, tokens, accepted, signedSegments } = this.#options;
    if (placeholder.isIn(context.url)) {
      tokens.accept(token);
      accepted.token = token;
    }
    const error = errorFromStatus(context, status);
    if (error) throw error;
    if (PLAYLISTS.includes(context.type)) signedSegments.received(context, token);
  }

  /** A response without CORS headers has status 0, and an origin may refuse an expired token without them. */
  #isRejection({ problem, status }: Attempt, token: string): boolean {
    if (problem !== 'error') return false;
    if (status === 0) return this.#request.role !== 'captions' && this.#options.tokens.current() !== token;
    return isTokenRejection(status);
  }

  /** Gets another token or URL. The refusal of an optional resource never rejects the token, because other players use it. */
  async #recover(attempt: Attempt, token: string): Promise<boolean> {
    const { context, role, signal } = this.#request;
    const { tokens, placeholder, signedSegments, confirm } = this.#options;
    const { status } = attempt;
    const isOptional = isOptionalFailure(attempt, role);
    const isSigned = !placeholder.isIn(this.#sentUrl);
    this.#startWaiting();
    try {
      if (isSigned) this.#replacement = await signedSegments.replaceRejected(context, this.#sentUrl, status);
      else if (isOptional) return (await confirm(signal)) !== token;
      else if (status !== 0) await tokens.reject(token, status, signal);
      return true;
    } catch (error) {
      if (isOptional && (isSigned || role === 'captions')) return false;
      throw error;
    }
  }

  /** Waits if another attempt is due, and returns whether it is. */
  async #retry(attempt: Attempt): Promise<boolean> {
    const { problem, status } = attempt;
    const { context, config, role, stats } = this.#request;
    if (problem === null) return false;
    if (isOptionalFailure(attempt, role)) return this.#retryOptional(status);
    if (problem === 'damaged') {
      this.#bypassesCache = true;
      this.#startWaiting();
      return this.#options.damaged(context);
    }
    const delay = computeRetryDelay(config.loadPolicy, attempt, stats.retry, context.url);
    if (delay === null) return false;
    stats.retry += 1;
    this.#startWaiting();
    await this.#delay(delay);
    return true;
  }

  /** Waits without telling hls.js of the failure, which would end playback. */
  async #retryOptional(status: number): Promise<boolean> {
    const { context, role, signal } = this.#request;
    if (role === 'audio' && this.#failures >= audioTries(status)) {
      this.#ending = { type: 'audio-failed', status };
      return false;
    }
    this.#startWaiting();
    const outcome = await this.#options.optional.wait(context, this.#failures, signal);
    this.#failures += 1;
    if (outcome === 'skip') this.#ending = { type: 'skipped' };
    return outcome === 'retry';
  }

  /** Without a start time, the bandwidth estimate would count a waiting request as loading since 1970. */
  #startWaiting(): void {
    this.#request.stats.loading.start = performance.now();
  }

  #delay(milliseconds: number): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const cancelTimer = clock.at(clock.now() + milliseconds, resolve);
      this.#request.signal.addEventListener('abort', cancelTimer, { once: true });
    });
  }
}

/** The error that the status means, for the multivariant playlist only. */
const errorFromStatus = ({ type }: LoaderContext, status: number): StreamError | null =>
  (type as string) === 'manifest' ? errorFromManifestStatus(status) : null;
