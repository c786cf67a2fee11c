import type { LoaderContext } from 'hls.js';
import {
  isTokenRejection,
  rejectedTwice,
  RequestToken,
  StreamError,
  type AcceptedToken,
  type Clock,
  type TokenSource,
} from '@secure-stream/session/core';
import {
  waitForRetry,
  type Attempt as HlsAttempt,
  type FailedAttempt,
  type HlsRequest,
  type Outcome,
  type TokenPlaceholder,
} from '@secure-stream/session/hls';
import { errorFromManifestStatus } from '../origin-errors.js';
import { isSoundFragment } from './fragment-check.js';
import { moveToNow, type PlaylistResponse, type SegmentResponse } from './fetch-with-token.js';
import {
  audioTries,
  canPlayWithout,
  isMediaPlaylist,
  type OptionalRetries,
  type RequestRole,
} from './optional-resources.js';
import type { SegmentContext, SignedSegments } from './signed-segments.js';

export interface EngineRequestOptions {
  readonly tokens: TokenSource;
  readonly accepted: AcceptedToken;
  readonly placeholder: TokenPlaceholder;
  readonly signedSegments: SignedSegments;
  readonly clock: Clock;
  readonly optional: OptionalRetries;
  roleOf(context: LoaderContext): RequestRole;
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
  /** An audio rendition failed, and another one may replace it. hls.js gets no response to the request. */
  audioFailed(status: number, context: LoaderContext): void;
  /** Whether another build of hls.js has to play this playlist. hls.js gets no response to the request. */
  isForOtherBuild(playlist: string, context: LoaderContext): boolean;
}

/** Also an attempt whose response hls.js must not see. `not-a-playlist`: of an optional resource. `damaged`: a corrupt segment. */
export type Attempt = HlsAttempt | FailedAttempt<'not-a-playlist' | 'damaged'>;

interface Answer {
  readonly attempt: Attempt;
  /** The token that was sent. */
  readonly token: string;
}

/** Makes attempts with the token of each time until there is an outcome. Rejects if playback cannot continue. */
export const completeRequest = (request: HlsRequest, options: EngineRequestOptions): Promise<Outcome> =>
  new EngineRequest(request, options).complete();

class EngineRequest {
  readonly #request: HlsRequest;
  readonly #options: EngineRequestOptions;
  readonly #role: RequestRole;
  #token: RequestToken;
  #wasRefused = false;
  /** The URL of the latest attempt, without the token. */
  #sentUrl = '';
  /** The URL that replaces a refused one. */
  #replacement: string | null = null;
  #bypassesCache: boolean;
  /** How often an optional request has failed. */
  #failures = 0;

  constructor(request: HlsRequest, options: EngineRequestOptions) {
    this.#request = request;
    this.#options = options;
    this.#role = options.roleOf(request.context);
    this.#token = this.#createToken();
    this.#bypassesCache = options.isSuspect(request.context);
  }

  async complete(): Promise<Outcome> {
    const prefetched = this.#options.takePrefetched(this.#request.context.url);
    this.#startWaiting();
    let answer = prefetched && (await this.#readPrefetched(prefetched));
    for (;;)
      try {
        answer ??= await this.#send();
        const outcome = await this.#judge(answer);
        answer = undefined;
        if (outcome) return outcome;
      } catch (error) {
        if (this.#role !== 'captions' || this.#request.signal.aborted) throw error;
        this.#token = this.#createToken();
        this.#wasRefused = false;
        const outcome = await this.#retryOptional(0);
        if (outcome) return outcome;
      }
  }

  async #send(): Promise<Answer> {
    const { context, signal, attempt } = this.#request;
    const { placeholder, signedSegments, replaceCached } = this.#options;
    // The common case is synchronous: hls.js sees what it would see of a plain request.
    const current = this.#token.token();
    const token = typeof current === 'string' ? current : await current;
    const url = this.#replacement ?? signedSegments.latestUrl(context);
    this.#replacement = null;
    this.#sentUrl = typeof url === 'string' ? url : await url;
    const filledUrl = placeholder.fill(this.#sentUrl, token);
    // If this fails, so does the request itself, and hls.js learns of it.
    if (this.#bypassesCache) await replaceCached(filledUrl, signal).catch(() => undefined);
    signal.throwIfAborted();
    const result = await attempt(filledUrl);
    return this.#check(result.problem === null ? readResponse(result, this.#role, context) : result, token);
  }

  /** Resolves with `undefined` if hls.js has to make its own request, by its own policy. */
  async #readPrefetched(prefetched: Promise<PlaylistResponse | SegmentResponse>): Promise<Answer | undefined> {
    const { context, signal, stats } = this.#request;
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
    const attempt = { problem: null, status, response: { url, data, code: status } } as const;
    return this.#check(readResponse(attempt, this.#role, context), token);
  }

  /** Learns from a response that the token was accepted. Throws if the response is the end of playback. */
  #check(attempt: Attempt, token: string): Answer {
    const { problem, status } = attempt;
    const { context } = this.#request;
    const { placeholder, tokens, accepted } = this.#options;
    if (problem === 'error' || problem === 'timeout') return { attempt, token };
    if (placeholder.isIn(context.url)) {
      tokens.accept(token);
      accepted.token = token;
    }
    const error = errorFromStatus(context, status);
    if (error) throw error;
    return { attempt, token };
  }

  /** Returns the outcome, or `null` if the request is sent again. */
  async #judge({ attempt, token }: Answer): Promise<Outcome | null> {
    const { context } = this.#request;
    if (attempt.problem === null) {
      const { data } = attempt.response;
      const isForOther = typeof data === 'string' && this.#options.isForOtherBuild(data, context);
      return isForOther ? { type: 'unanswered', report: () => undefined } : { type: 'answered', attempt, token };
    }
    if (this.#isRefusal(attempt, token) && (await this.#recover(attempt, token))) return null;
    if (isOptionalFailure(attempt, this.#role)) return this.#retryOptional(attempt.status);
    if (attempt.problem === 'damaged') {
      this.#bypassesCache = true;
      this.#startWaiting();
      if (this.#options.damaged(context)) return null;
    } else if (await waitForRetry(this.#request, attempt, this.#options.clock)) return null;
    const { status, text, problem } = attempt;
    const failed = { problem: problem === 'timeout' ? problem : 'error', status, text } as const;
    return { type: 'answered', attempt: failed, token };
  }

  /** A response without CORS headers has status 0, and an origin may refuse an expired token without them. */
  #isRefusal({ problem, status }: Attempt, token: string): boolean {
    if (problem !== 'error') return false;
    if (status !== 0) return isTokenRejection(status);
    return !this.#wasRefused && this.#role !== 'captions' && this.#options.tokens.current() !== token;
  }

  /** Gets another token or URL. The refusal of an optional resource never rejects the token, because other players use it. */
  async #recover(attempt: Attempt, token: string): Promise<boolean> {
    const { context, signal } = this.#request;
    const { placeholder, signedSegments, confirm } = this.#options;
    const { status } = attempt;
    const isOptional = isOptionalFailure(attempt, this.#role);
    const isSigned = !placeholder.isIn(this.#sentUrl);
    const isFirst = !this.#wasRefused;
    this.#wasRefused = true;
    if (!isFirst && this.#role !== 'required') return false;
    this.#startWaiting();
    try {
      if (!isSigned && !isOptional) await this.#token.refused(status);
      else if (!isFirst) throw rejectedTwice(status);
      else if (isSigned) this.#replacement = await signedSegments.replaceRejected(context, this.#sentUrl, status);
      else return (await confirm(signal)) !== token;
      return true;
    } catch (error) {
      if (isOptional && (isSigned || this.#role === 'captions')) return false;
      throw error;
    }
  }

  /** Waits without telling hls.js of the failure, which would end playback. */
  async #retryOptional(status: number): Promise<Outcome | null> {
    const { context, signal } = this.#request;
    const { optional, audioFailed } = this.#options;
    if (this.#role === 'audio' && this.#failures >= audioTries(status))
      return { type: 'unanswered', report: () => audioFailed(status, context) };
    this.#startWaiting();
    const next = await optional.wait(context, this.#failures, signal);
    this.#failures += 1;
    return next === 'skip' ? emptyCaptions(context) : null;
  }

  #createToken(): RequestToken {
    const { tokens, accepted } = this.#options;
    return new RequestToken({ tokens, accepted, signal: this.#request.signal });
  }

  /** Without a start time, the bandwidth estimate would count a waiting request as loading since 1970. */
  #startWaiting(): void {
    this.#request.stats.loading.start = performance.now();
  }
}

/** The error that the status means, for the multivariant playlist only. */
const errorFromStatus = ({ type }: LoaderContext, status: number): StreamError | null =>
  (type as string) === 'manifest' ? errorFromManifestStatus(status) : null;

/** Checks a response before hls.js sees it. */
function readResponse(attempt: HlsAttempt & { problem: null }, role: RequestRole, { frag }: SegmentContext): Attempt {
  const { data } = attempt.response;
  if (role !== 'required' && typeof data === 'string' && !isMediaPlaylist(data, role))
    return { problem: 'not-a-playlist', status: 0, text: '' };
  // Segments after an `EXT-X-MAP` are fMP4 (RFC 8216, 4.3.2.5).
  const isFragment = frag?.initSegment && !frag.encrypted;
  if (isFragment && data instanceof ArrayBuffer && !isSoundFragment(new Uint8Array(data)))
    return { problem: 'damaged', status: attempt.status, text: 'The segment is damaged.' };
  return attempt;
}

/** Whether playback can do without the resource, so that hls.js must not learn of the failure. */
export function isOptionalFailure({ problem, status }: Attempt, role: RequestRole): boolean {
  if (problem === 'not-a-playlist') return true;
  return problem !== null && problem !== 'damaged' && canPlayWithout(role, status);
}

/** The picture has passed these captions. */
function emptyCaptions({ url }: LoaderContext): Outcome {
  const data = new TextEncoder().encode('WEBVTT\n\n').buffer;
  return { type: 'answered', attempt: { problem: null, status: 200, response: { url, data, code: 200 } }, token: null };
}
