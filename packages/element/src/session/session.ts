import { StreamError } from '../catalogue/errors.js';
import type { Clock } from '../clock.js';
import { answer } from './answer.js';
import { deadline, transition } from './machine.js';
import { deadAt, defaultPolicy, type SessionPolicy } from './policy.js';
import { askNobody, type AskForToken } from './provider.js';
import {
  askOf,
  errorOf,
  initialState,
  isRenewal,
  liveToken,
  tokenOf,
  type Ask,
  type SessionEvent,
  type SessionState,
} from './state.js';
import { receiveToken, type Token } from './token.js';
import { Waiters } from './waiters.js';

export interface TokenSessionOptions {
  readonly videoId: string;
  readonly clock: Clock;
  /** Absent when the page gives tokens outright, with `supply()`, and nothing else. */
  readonly ask?: AskForToken | undefined;
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
  #request: Request | null = null;
  #timer: { readonly time: number; readonly cancel: () => void } | null = null;
  #newest: Token | null = null;

  constructor({ videoId, clock, ask = askNobody, policy }: TokenSessionOptions) {
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
    const token = this.token;
    if (!token || token.lifetime === Infinity) return NaN;
    return this.#clock.wall() + token.grantedAt + token.lifetime - this.#clock.now();
  }

  subscribe(listener: SessionListener): () => void {
    // A function of its own, so that one that subscribes twice is heard twice and leaves once.
    const own: SessionListener = (notice) => listener(notice);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** Asks for the first token, when nobody has; begins anew after a failure. */
  start(): void {
    this.#send({ type: 'start' });
  }

  /** The token to send now, or `null` when none is known to live. Starts a renewal behind it when one is due. */
  current(): string | null {
    if (this.#state.status !== 'idle') this.#send({ type: 'need' });
    return this.token?.value ?? null;
  }

  /** Milliseconds that the token has to live. 0 when there is none, `Infinity` when nothing says. */
  timeLeft(): number {
    const { token } = this;
    return token ? deadAt(token) - this.#clock.now() : 0;
  }

  /** Waits for a live token. Rejects with a `StreamError` when there will be none, and with the signal's reason. */
  live(signal?: AbortSignal): Promise<string> {
    const token = this.#waiters.until(() => this.token?.value ?? this.#finalError(), signal);
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

  /** Uses a token that the page gives outright. Throws a `StreamError` for one that can not be used, and asks for another if it can. */
  supply(token: string): void {
    const moment = { at: this.#clock.now(), wall: this.#clock.wall() };
    try {
      this.#send({ type: 'supplied', token: receiveToken({ grant: { token } }, this.videoId, moment) });
    } catch (error) {
      this.#send({ type: 'start' });
      throw error;
    }
  }

  /** Who watches, and how much time they need. What is not named stays. */
  adjust(change: Partial<Pick<SessionPolicy, 'lead' | 'leeway' | 'lazy'>>): void {
    const wasLazy = this.#policy.lazy;
    this.#policy = { ...this.#policy, ...change };
    if (wasLazy && !this.#policy.lazy) this.wake();
    this.#arm();
  }

  /** Leaves no request, timer or listener behind. Who still waits is rejected with an `AbortError`. */
  stop(): void {
    this.#life.abort(new DOMException('The token session has ended.', 'AbortError'));
    this.#listeners.clear();
    this.#become(initialState, this.#clock.now());
  }

  #send(event: SessionEvent): void {
    if (this.#life.signal.aborted) return;
    const now = this.#clock.now();
    const from = this.#state;
    const next = transition(from, event, now, this.#effectivePolicy());
    if (next === from) return this.#arm();
    if (isRenewal(from, next) && this.#isTakenOver(transition(from, { type: 'deferred' }, now, this.#policy))) return;
    this.#become(next, now);
  }

  #finalError(): StreamError | null {
    return this.#state.status === 'failed' ? this.#state.error : null;
  }

  /** Somebody waits: then it is no time to be lazy. */
  #effectivePolicy(): SessionPolicy {
    return { ...this.#policy, lazy: this.#policy.lazy && this.#waiters.size === 0 };
  }

  /** Offers a renewal to the page. It may cancel it, now or later supply a token, or do anything else that makes this renewal a thing of the past. */
  #isTakenOver(deferred: SessionState): boolean {
    let isCancelled = false;
    this.#state = deferred;
    this.#tell({ type: 'expiring', cancel: () => (isCancelled = true) });
    if (this.#state !== deferred) return true;
    if (isCancelled) this.#arm();
    return isCancelled;
  }

  #become(next: SessionState, now: number): void {
    const from = this.#state;
    this.#state = next;
    const ask = askOf(next);
    if (ask !== (this.#request?.ask ?? null)) {
      this.#request?.abort.abort();
      this.#request = ask && { ask, abort: new AbortController() };
      if (this.#request) void this.#fetch(this.#request);
    }
    this.#waiters.look();
    this.#arm();
    this.#announce(from, next, now);
  }

  async #fetch(request: Request): Promise<void> {
    const context = { videoId: this.videoId, reason: request.ask.reason, signal: request.abort.signal };
    const event = await answer(this.#ask, context, this.#clock);
    if (this.#request === request) this.#send(event);
  }

  #arm(): void {
    const time = deadline(this.#state, this.#effectivePolicy());
    if (time === (this.#timer?.time ?? Infinity)) return;
    this.#timer?.cancel();
    this.#timer = null;
    if (time === Infinity) return;
    const cancel = this.#clock.at(time, () => {
      this.#timer = null;
      this.#send({ type: 'tick' });
    });
    this.#timer = { time, cancel };
  }

  #announce(from: SessionState, next: SessionState, now: number): void {
    const [old, token] = [tokenOf(from), tokenOf(next)];
    const isRenewed = token !== null && this.#newest !== null && token !== this.#newest;
    const isSecond = this.#newest !== null;
    this.#newest = token ?? this.#newest;
    this.#tell({ type: 'change' });
    if (old && !token && now >= deadAt(old)) this.#tell({ type: 'expired' });
    if (isRenewed) this.#tell({ type: 'refresh' });
    if (isSecond && askOf(from) && 'error' in next) this.#tell({ type: 'refresherror', error: next.error });
  }

  #tell(notice: SessionNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}

interface Request {
  readonly ask: Ask;
  readonly abort: AbortController;
}
