import { isRetried, StreamError } from '@secure-stream/session/core';
import type { Engine, EngineOptions, EngineKind, EngineSettings } from '../engine.js';
import type { MediaPort } from '../../media/media-port.js';
import { HandoverDriver } from './driver.js';
import type { TokenWithDeadline } from './state.js';
import type { PlayerInstance, PlayerPair } from './player-instance.js';
import { fetchManifestStatus, diagnose } from './diagnosis.js';
import { MediaEventFilter } from '../../media/event-filter.js';
import { ResetHistory } from '../media-reset-decision.js';
import { totalDuration } from '../../media/time-ranges.js';

/** Plays through players whose requests cannot be rewritten: a fresh token needs a fresh player. */
export class HandoverEngine implements Engine {
  readonly kind: EngineKind;
  readonly #options: EngineOptions;
  readonly #players: PlayerPair;
  readonly #lifetime = new AbortController();
  readonly #eventFilter: MediaEventFilter;
  readonly #driver: HandoverDriver;
  #settings: EngineSettings;
  readonly #retries = new EventTarget();
  /** Of loads that failed without a known reason. */
  readonly #resets = new ResetHistory();
  /** Seconds of a live stream that its failed loads played. */
  #playedLive = 0;
  /** Refused frames since a frame last had data. */
  #refusals = 0;
  /** An error was reported and not withdrawn. */
  #hasFailed = false;

  constructor(kind: EngineKind, options: EngineOptions, players: PlayerPair) {
    const { clock } = options;
    this.kind = kind;
    this.#options = options;
    this.#settings = options.settings;
    this.#players = players;
    this.#eventFilter = new MediaEventFilter((name, event) => {
      if (name === 'loadeddata' || name === 'playing') {
        this.#refusals = 0;
        this.#recovered();
      }
      options.emit(name, event);
    }, options.isPauseRequested);
    this.#driver = new HandoverDriver({
      players,
      clock,
      eventFilter: this.#eventFilter,
      onHandover: () => options.onMediaChange(),
      onReload: () => options.onReload(),
      onActiveFailed: () => this.#failUnlessDestroyed(this.#recover()),
      onStandbyFailed: (token) => this.#failUnlessDestroyed(this.#checkToken(token)),
    });
    this.#eventFilter.follow(this.media);
    this.#failUnlessDestroyed(this.#start());
  }

  get media(): MediaPort {
    return this.#driver.active.media;
  }

  get leadTime(): number {
    return this.#driver.leadTime;
  }

  /** The state of the hand-over. */
  get state(): HandoverDriver['state'] {
    return this.#driver.state;
  }

  update(settings: EngineSettings): void {
    this.#settings = settings;
    this.#players.update(settings);
  }

  onTokenRenewed(): void {
    const value = this.#options.tokens.current();
    const { activeToken } = this.#driver;
    if (!activeToken && this.#hasFailed) this.#failUnlessDestroyed(this.#start());
    if (value !== null && activeToken && value !== activeToken.value)
      this.#driver.handOverTo(this.#createActiveToken(value));
  }

  retry(): void {
    this.#retries.dispatchEvent(new Event('retry'));
  }

  destroy(): void {
    this.#lifetime.abort();
    this.#eventFilter.stop();
    this.#driver.destroy();
    this.#players.destroy();
  }

  async #start(): Promise<void> {
    const { tokens, source } = this.#options;
    const value = await tokens.waitForToken(this.#lifetime.signal);
    // If `play()` or `pause()` was called while the token was requested, `autoplay` is already off.
    this.#driver.start(this.#createActiveToken(value), {
      position: source.startTime,
      shouldPlay: this.#settings.autoplay,
      isStandby: false,
    });
  }

  /** Finds out why the active player failed, and loads it again if that can help. */
  async #recover(): Promise<void> {
    const { active, activeToken } = this.#driver;
    const isFault = active.error !== null && (await this.#isFault(active.error));
    // Another token has arrived meanwhile, and the player was loaded with it.
    if (!this.#hasActiveFailed) return;
    if (isFault) throw active.error;
    const latest = this.#options.tokens.current();
    if (latest !== null && latest !== activeToken?.value)
      return this.#driver.handOverTo(this.#createActiveToken(latest));
    if ((active.isLost || active.error) && activeToken) return this.#driver.handOverTo(activeToken);
    const diagnosis = await diagnose(activeToken?.value ?? '', this.#diagnosisOptions());
    if (!this.#hasActiveFailed) return;
    if (diagnosis.result === 'error') throw diagnosis.error;
    if (diagnosis.result === 'token-rejected') return this.#driver.handOverTo(this.#createActiveToken(diagnosis.token));
    if (diagnosis.result === 'nothing') this.#decide(active);
    this.#driver.handOverTo(this.#createActiveToken(await this.#options.tokens.waitForToken(this.#lifetime.signal)));
  }

  /** Data that fail twice are skipped. A live stream has nothing to skip, but Chromium plays it natively at no rate other than 1. */
  #decide(active: PlayerInstance): void {
    const { media, isLive } = active;
    // The distance from the live edge is the same after hours of playback.
    const position = isLive ? (this.#playedLive += totalDuration(media.played)) : active.position();
    const decision = this.#resets.decide(position);
    if (decision === 'fail') throw new StreamError('media', { detail: `The browser says ${media.error?.code}.` });
    if (decision !== 'skip') return;
    if (isLive) media.playbackRate = 1;
    else this.#driver.moveBy(SKIP_S);
  }

  /** The active player has failed, and was not loaded again yet. */
  get #hasActiveFailed(): boolean {
    return this.#driver.state.status === 'failed';
  }

  /**
   * A frame or script that does not load is a network error, not an error of the page, if the origin is unreachable too. A short outage has
   * ended before that is known, so a refused frame loads once more.
   */
  async #isFault({ reason }: StreamError): Promise<boolean> {
    const { activeToken } = this.#driver;
    if (!activeToken || (reason !== 'frame-refused' && reason !== 'sdk-blocked')) return true;
    const { wasUnreachable } = await fetchManifestStatus(activeToken.value, this.#diagnosisOptions());
    if (wasUnreachable) return false;
    return reason === 'sdk-blocked' || (this.#refusals += 1) > 1;
  }

  /** A standby player failed, perhaps because its token was refused. The active player continues with either result. */
  async #checkToken(token: TokenWithDeadline): Promise<void> {
    const diagnosis = await diagnose(token.value, this.#diagnosisOptions());
    if (diagnosis.result === 'token-rejected') this.#driver.handOverTo(this.#createActiveToken(diagnosis.token));
  }

  #diagnosisOptions() {
    const { source, tokens, clock } = this.#options;
    // While the active player plays, the viewer need not know that a standby player has failed.
    const unreachable = (error: StreamError) => {
      if (this.#hasActiveFailed) this.#fail(error);
    };
    return { origin: source.origin, tokens, clock, signal: this.#lifetime.signal, retries: this.#retries, unreachable };
  }

  #createActiveToken(value: string): TokenWithDeadline {
    return { value, deadline: this.#options.clock.now() + this.#options.tokens.remainingLifetime() };
  }

  #failUnlessDestroyed(promise: Promise<void>): void {
    promise.catch((error: unknown) => {
      if (this.#lifetime.signal.aborted) return;
      this.#fail(error instanceof StreamError ? error : new StreamError('media', { cause: error }));
    });
  }

  #fail(error: StreamError): void {
    this.#hasFailed = true;
    this.#options.onError(error);
    if (!isRetried(error)) this.#eventFilter.reportFailure();
  }

  #recovered(): void {
    if (!this.#hasFailed) return;
    this.#hasFailed = false;
    this.#options.recovered();
  }
}

/** Seconds: longer than a segment, which this engine does not know. */
const SKIP_S = 5;
