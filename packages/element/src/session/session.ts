import { StreamError } from '../catalogue/errors.js';
import type { Clock } from '../clock.js';
import { answer } from './answer.js';
import { deadline, transition } from './machine.js';
import { deadAt, defaultPolicy, type SessionPolicy } from './policy.js';
import type { AskForToken } from './provider.js';
import {
  askOf,
  deathOf,
  errorOf,
  initialState,
  isRenewal,
  liveToken,
  tokenOf,
  type Ask,
  type Ready,
  type SessionEvent,
  type SessionState,
} from './state.js';
import { receiveToken, type Token } from './token.js';
import { Waiters } from './waiters.js';

export interface TokenSessionOptions {
  readonly videoId: string;
  readonly clock: Clock;
  readonly ask: AskForToken;
  readonly policy?: Partial<SessionPolicy> | undefined;
}

/** What a session tells its listeners. State comes first: when a listener hears of it, it is so. */
export type SessionNotice =
  | { readonly type: 'change' }
  /** A renewal is about to begin. `cancel()`: the page will `supply()` the next token. */
  | { readonly type: 'expiring'; cancel(): void }
  | { readonly type: 'refresh' }
  | { readonly type: 'refresherror'; readonly error: StreamError }
  | { readonly type: 'expired' };

export type SessionListener = (notice: SessionNotice) => void;

/**
 * Keeps one video's token alive. Decides nothing: `transition` does. It keeps at most one request and one timer, and both belong to
 * the state that asked for them.
 */
export class TokenSession {
  readonly videoId: string;
  readonly #clock: Clock;
  readonly #ask: AskForToken;
  readonly #life = new AbortController();
  readonly #listeners = new Set<SessionListener>();
  readonly #waiters = new Waiters(this.#life.signal);
  #policy: SessionPolicy;
  #state: SessionState = initialState;
  #request = new AbortController();
  #forgetTimer = (): void => undefined;
  #newest: Token | null = null;

  constructor({ videoId, clock, ask, policy }: TokenSessionOptions) {
    this.videoId = videoId;
    this.#clock = clock;
    this.#ask = ask;
    this.#policy = { ...defaultPolicy, ...policy };
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The token, while it lives. */
  get token(): Token | null {
    return liveToken(this.#state, this.#clock.now());
  }

  /**
   * What the viewer should be told when playing can not go on: the reason of a failure, or why the token is still not there after three
   * tries or five seconds. In the second case trying goes on, and success takes the error away.
   */
  get error(): StreamError | null {
    return errorOf(this.#state);
  }

  /** `Clock.wall()` of the token's death, milliseconds since 1970 by the viewer's clock; `NaN` when unknown. */
  get expiresAt(): number {
    const death = this.token ? this.token.grantedAt + this.token.lifetime : NaN;
    return death < Infinity ? this.#clock.wall() - this.#clock.now() + death : NaN;
  }

  /** Milliseconds for which the token may still be sent. 0 when there is none, `Infinity` when nothing says. */
  timeLeft(): number {
    return this.token ? deadAt(this.token) - this.#clock.now() : 0;
  }

  /** Returns a function that ends it. */
  subscribe(listener: SessionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for the first token, when nobody has; begins anew after a failure. Otherwise like `wake()`. */
  start(): void {
    this.#send({ type: 'start' });
  }

  /** The token to send now, or `null` when none is known to live. Starts a renewal behind it when one is due. */
  current(): string | null {
    this.#send({ type: 'need' });
    return this.token?.value ?? null;
  }

  /** Waits for a live token. Rejects with a `StreamError` when there will be none, and with the signal's reason. */
  live(signal?: AbortSignal): Promise<string> {
    const token = this.#waiters.until(() => {
      const state = this.#state;
      return state.status === 'failed' ? state.error : (this.token?.value ?? null);
    }, signal);
    if (!signal?.aborted) this.#send({ type: 'need' });
    return token;
  }

  /** An answer came for this token: it is good. Ends a row of refusals. */
  accept(token: string): void {
    this.#send({ type: 'accepted', token });
  }

  /** The origin refused this token. Resolves with another; a second refusal in a row rejects with a `StreamError`. */
  reject(token: string, status: number, signal?: AbortSignal): Promise<string> {
    this.#send({ type: 'rejected', token, status });
    return this.live(signal);
  }

  /** Call it when the world may be another: visible, online, restored, about to play or to seek. A renewal begins if it is time. */
  wake(): void {
    this.#send({ type: 'wake' });
  }

  /** Asks for a new token now, also after a failure. Resolves when it is there; rejects with the `StreamError` of this one try. */
  async refresh(): Promise<void> {
    this.#send({ type: 'refresh' });
    const ask = askOf(this.#state);
    await this.#waiters.until(() => {
      if (askOf(this.#state) === ask) return null;
      return 'error' in this.#state ? this.#state.error : (this.token?.value ?? null);
    });
  }

  /** Uses a token that the page gives outright. Throws a `StreamError` for one that can not be used. */
  supply(token: string): void {
    const moment = { at: this.#clock.now(), wall: this.#clock.wall() };
    this.#send({ type: 'supplied', token: receiveToken({ grant: { token } }, this.videoId, moment) });
  }

  /** Who watches, and how much time they need. What is not named stays. */
  adjust(change: Partial<Pick<SessionPolicy, 'lead' | 'leeway' | 'lazy' | 'remote'>>): void {
    this.#policy = { ...this.#policy, ...change };
    this.wake();
  }

  /** Leaves no request, timer or listener behind. Who still waits is rejected with an `AbortError`. */
  stop(): void {
    this.#life.abort();
    this.#listeners.clear();
    this.#become(initialState, this.#clock.now());
  }

  #send(event: SessionEvent): void {
    if (this.#life.signal.aborted) return;
    const now = this.#clock.now();
    const from = this.#state;
    const next = transition(from, event, now, this.#momentaryPolicy());
    if (next === from) this.#arm();
    else if (!isRenewal(from, next) || this.#isLeftToUs(from)) this.#become(next, now);
  }

  /** Somebody waits: then it is no time to be lazy. */
  #momentaryPolicy(): SessionPolicy {
    return { ...this.#policy, lazy: this.#policy.lazy && this.#waiters.size === 0 };
  }

  /** Offers a renewal to the page, which may cancel it, supply a token, or do anything else that makes it a thing of the past. */
  #isLeftToUs(due: Ready): boolean {
    let isCancelled = false;
    const deferred = (this.#state = { ...due, deferred: true });
    this.#tell({ type: 'expiring', cancel: () => (isCancelled = true) });
    if (isCancelled) this.#arm();
    return !isCancelled && this.#state === deferred;
  }

  #become(next: SessionState, now: number): void {
    const from = this.#state;
    const ask = askOf(next);
    this.#state = next;
    if (ask !== askOf(from)) {
      this.#request.abort();
      if (ask) void this.#fetch(ask);
    }
    this.#waiters.look();
    this.#arm();
    this.#announce(from, next, now);
  }

  async #fetch(ask: Ask): Promise<void> {
    this.#request = new AbortController();
    const reason = this.#policy.remote ? 'remote' : ask.reason;
    const context = { videoId: this.videoId, reason, signal: this.#request.signal } as const;
    const event = await answer(this.#ask, context, this.#clock);
    if (askOf(this.#state) === ask) this.#send(event);
  }

  #arm(): void {
    this.#forgetTimer();
    const time = deadline(this.#state, this.#momentaryPolicy());
    if (time < Infinity) this.#forgetTimer = this.#clock.at(time, () => this.#send({ type: 'tick' }));
  }

  #announce(from: SessionState, next: SessionState, now: number): void {
    const token = tokenOf(next);
    const newest = this.#newest;
    if (token) this.#newest = token;
    this.#tell({ type: 'change' });
    if (now >= deathOf(from) && !token) this.#tell({ type: 'expired' });
    if (!newest) return;
    if (token && token !== newest) this.#tell({ type: 'refresh' });
    if (askOf(from) && 'error' in next) this.#tell({ type: 'refresherror', error: next.error });
  }

  #tell(notice: SessionNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}
