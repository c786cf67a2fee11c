import { StreamError } from './stream-error.js';
import type { Clock } from './clock.js';
import { nextDeadline, transition } from './machine.js';
import { usableUntil, DEFAULT_POLICY, type SessionPolicy } from './policy.js';
import type { FetchToken } from './providers/provider.js';
import {
  pendingRequest,
  tokenExpiry,
  getViewerError,
  INITIAL_STATE,
  startsRenewal,
  getUsableToken,
  getToken,
  type PendingRequest,
  type ReadyState,
  type SessionAction,
  type SessionState,
} from './state.js';
import { parseToken, requestToken, type Token } from './token.js';
import type { TokenSource } from './token-source.js';
import { Waiters } from './waiters.js';

export interface TokenSessionOptions {
  readonly videoId: string;
  readonly clock: Clock;
  readonly fetchToken: FetchToken;
  readonly policy?: Partial<SessionPolicy> | undefined;
}

/** An event of a session. The state changes before the event. */
export type SessionEvent =
  | { readonly type: 'change' }
  /** There is another token (`isRenewal`), or the first one. */
  | { readonly type: 'token'; readonly isRenewal: boolean }
  /** A renewal is about to begin. `cancel()`: the page will call `setToken()` itself. */
  | { readonly type: 'expiring'; cancel(): void }
  /** A request for another token failed. Retries continue if they can help. */
  | { readonly type: 'error'; readonly error: StreamError }
  | { readonly type: 'expired' };

export type SessionListener = (event: SessionEvent) => void;

/**
 * Keeps the token of one video valid. `transition` makes every decision. There is at most one request and one timer, and both belong to the
 * state that started them.
 */
export class TokenSession implements TokenSource {
  declare readonly videoId: string;
  readonly #fetchToken: FetchToken;
  readonly #clock: Clock;
  readonly #lifetime = new AbortController();
  readonly #listeners = new Set<SessionListener>();
  readonly #waiters = new Waiters(this.#lifetime.signal);
  #policy: SessionPolicy;
  #state: SessionState = INITIAL_STATE;
  #requestController = new AbortController();
  #cancelTimer = (): void => undefined;
  #latestToken: Token | null = null;

  constructor({ videoId, clock, fetchToken, policy }: TokenSessionOptions) {
    this.videoId = videoId;
    this.#clock = clock;
    this.#fetchToken = fetchToken;
    this.#policy = { ...DEFAULT_POLICY, ...policy };
  }

  /** Aborted by `stop()`. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The token while it is valid, else `null`. Never put it into a log, a message or the document. */
  get token(): string | null {
    return this.validToken?.value ?? null;
  }

  /** The token with its lifetime, claims and grant, while it is valid. */
  get validToken(): Token | null {
    return getUsableToken(this.#state, this.#clock.now());
  }

  /**
   * The error to show if playback cannot continue: the reason of a failure, or why there is no token after three attempts or five seconds.
   * In the second case retries continue, and success removes the error.
   */
  get error(): StreamError | null {
    return getViewerError(this.#state);
  }

  /** `Clock.wall()` of the token's expiry: milliseconds since 1970 by the viewer's clock. `NaN` if unknown. */
  get expiresAt(): number {
    const token = this.validToken;
    const expiry = token ? token.grantedAt + token.lifetime : NaN;
    return expiry < Infinity ? this.#clock.wall() - this.#clock.now() + expiry : NaN;
  }

  /** Milliseconds for which the token may still be sent. 0 without a token, `Infinity` if the expiry is unknown. */
  remainingLifetime(): number {
    const token = this.validToken;
    return token ? usableUntil(token) - this.#clock.now() : 0;
  }

  /** Adds a listener. Returns a function that removes it. */
  subscribe(listener: SessionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Requests the first token, or a new one after a failure. Otherwise like `wake()`. */
  start(): void {
    this.#dispatch({ type: 'start' });
  }

  /** The token to send now, or `null` if no token is known to be valid. Starts a renewal in the background if one is due. */
  current(): string | null {
    this.#dispatch({ type: 'token-needed' });
    return this.token;
  }

  /** Waits for a valid token. Rejects with a `StreamError` if there is none, and with the reason of an aborted signal. */
  waitForToken(signal?: AbortSignal): Promise<string> {
    const token = this.#waiters.wait(() => {
      const state = this.#state;
      return state.status === 'failed' ? state.error : this.token;
    }, signal);
    if (!signal?.aborted) this.#dispatch({ type: 'token-needed' });
    return token;
  }

  /** The origin accepted this token. Resets the count of consecutive refusals. */
  accept(token: string): void {
    this.#dispatch({ type: 'accepted', token });
  }

  /** The origin refused this token. Resolves with another one. A second refusal in a row rejects with a `StreamError`. */
  reject(token: string, status: number, signal?: AbortSignal): Promise<string> {
    this.#dispatch({ type: 'rejected', token, status });
    return this.waitForToken(signal);
  }

  /**
   * Starts a renewal if one is due. Call it when timers may have stood still: on becoming visible or online, after a restore, before play
   * or seek.
   */
  wake(): void {
    this.#dispatch({ type: 'wake' });
  }

  /** Requests a new token now, also after a failure. Resolves with success, or rejects with the `StreamError` of this one attempt. */
  async refresh(): Promise<void> {
    this.#dispatch({ type: 'refresh' });
    const request = pendingRequest(this.#state);
    await this.#waiters.wait(() => {
      if (pendingRequest(this.#state) === request) return null;
      return 'error' in this.#state ? this.#state.error : this.token;
    });
  }

  /** Uses a token that the page provides. Throws a `StreamError` if the token is not usable. */
  setToken(token: string): void {
    const time = { at: this.#clock.now(), wall: this.#clock.wall() };
    this.#dispatch({ type: 'set', token: parseToken({ grant: { token } }, this.videoId, time) });
  }

  /** Changes the players' requirements. Omitted members keep their value. */
  updatePolicy(change: Partial<Pick<SessionPolicy, 'leadTime' | 'renewBefore' | 'renewOnDemand' | 'remote'>>): void {
    this.#policy = { ...this.#policy, ...change };
    this.wake();
  }

  /** Ends every request, timer and listener. Pending waits reject with an `AbortError`. */
  stop(): void {
    this.#lifetime.abort();
    this.#listeners.clear();
    this.#setState(INITIAL_STATE, this.#clock.now());
  }

  #dispatch(action: SessionAction): void {
    if (this.#lifetime.signal.aborted) return;
    const now = this.#clock.now();
    const from = this.#state;
    const next = transition(from, action, now, this.#effectivePolicy());
    if (next === from) this.#scheduleTimer();
    else if (!startsRenewal(from, next) || this.#offerRenewal(from)) this.#setState(next, now);
  }

  /** Renews at once while a caller waits for a token. */
  #effectivePolicy(): SessionPolicy {
    return { ...this.#policy, renewOnDemand: this.#policy.renewOnDemand && this.#waiters.size === 0 };
  }

  /**
   * Offers a renewal to the page. The page may cancel it, set a token, or change the state in another way, which makes the renewal
   * unnecessary.
   */
  #offerRenewal(ready: ReadyState): boolean {
    let isCancelled = false;
    const deferred = (this.#state = { ...ready, deferred: true });
    this.#emit({ type: 'expiring', cancel: () => (isCancelled = true) });
    if (isCancelled) this.#scheduleTimer();
    return !isCancelled && this.#state === deferred;
  }

  #setState(next: SessionState, now: number): void {
    const from = this.#state;
    const request = pendingRequest(next);
    this.#state = next;
    if (request !== pendingRequest(from)) {
      this.#requestController.abort();
      if (request) void this.#sendRequest(request);
    }
    this.#waiters.check();
    this.#scheduleTimer();
    this.#emitChanges(from, next, now);
  }

  async #sendRequest(request: PendingRequest): Promise<void> {
    this.#requestController = new AbortController();
    const reason = this.#policy.remote ? 'remote' : request.reason;
    const context = { videoId: this.videoId, reason, signal: this.#requestController.signal } as const;
    const action = await requestToken(this.#fetchToken, context, this.#clock);
    if (pendingRequest(this.#state) === request) this.#dispatch(action);
  }

  #scheduleTimer(): void {
    this.#cancelTimer();
    const time = nextDeadline(this.#state, this.#effectivePolicy());
    if (time < Infinity) this.#cancelTimer = this.#clock.at(time, () => this.#dispatch({ type: 'tick' }));
  }

  #emitChanges(from: SessionState, next: SessionState, now: number): void {
    const token = getToken(next);
    const previous = this.#latestToken;
    if (token) this.#latestToken = token;
    this.#emit({ type: 'change' });
    if (now >= tokenExpiry(from) && !token) this.#emit({ type: 'expired' });
    if (token && token !== previous) this.#emit({ type: 'token', isRenewal: previous !== null });
    if (previous && pendingRequest(from) && 'error' in next) this.#emit({ type: 'error', error: next.error });
  }

  #emit(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
