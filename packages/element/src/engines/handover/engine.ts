import { StreamError } from '../../errors/stream-error.js';
import type { Engine, EngineOptions, EngineKind, EngineSettings } from '../engine.js';
import type { MediaPort } from '../../media/media-port.js';
import { HandoverDriver } from './driver.js';
import type { TokenWithDeadline } from './state.js';
import type { PlayerPair } from './player-instance.js';
import { fetchManifestStatus, diagnose } from './diagnosis.js';
import { MediaEventFilter } from './event-filter.js';

/** Plays through players whose requests cannot be rewritten: a fresh token needs a fresh player. */
export class HandoverEngine implements Engine {
  readonly kind: EngineKind;
  readonly #options: EngineOptions;
  readonly #players: PlayerPair;
  readonly #lifetime = new AbortController();
  readonly #eventFilter: MediaEventFilter;
  readonly #driver: HandoverDriver;
  #settings: EngineSettings;
  /** A load that fails for an unknown reason is retried once, until playback has started. */
  #hasRetried = false;

  constructor(kind: EngineKind, options: EngineOptions, players: PlayerPair) {
    const { clock } = options;
    this.kind = kind;
    this.#options = options;
    this.#settings = options.settings;
    this.#players = players;
    this.#eventFilter = new MediaEventFilter((name, event) => {
      if (name === 'playing') this.#hasRetried = false;
      options.emit(name, event);
    });
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
    if (value !== null && activeToken && value !== activeToken.value)
      this.#driver.handOverTo(this.#createActiveToken(value));
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
    if (active.error) throw await this.#confirmError(active.error);
    const latest = this.#options.tokens.current();
    if (latest !== null && latest !== activeToken?.value)
      return this.#driver.handOverTo(this.#createActiveToken(latest));
    if (active.isLost && activeToken) return this.#driver.handOverTo(activeToken);
    const diagnosis = await diagnose(activeToken?.value ?? '', this.#diagnosisOptions());
    if (diagnosis.result === 'error') throw diagnosis.error;
    if (diagnosis.result === 'nothing') {
      if (this.#hasRetried)
        throw new StreamError('media', {
          detail: `The media element reported error code ${active.media.error?.code}.`,
        });
      this.#hasRetried = true;
    }
    this.#driver.handOverTo(
      this.#createActiveToken(diagnosis.result === 'token-rejected' ? diagnosis.token : activeToken!.value),
    );
  }

  /** A frame that never answers is a network error, not a refusal, if the origin is unreachable too. */
  async #confirmError(error: StreamError): Promise<StreamError> {
    const { activeToken } = this.#driver;
    if (error.reason !== 'frame-refused' || !activeToken) return error;
    const status = await fetchManifestStatus(activeToken.value, this.#diagnosisOptions());
    return status === null ? new StreamError('network', { detail: 'The origin could not be reached.' }) : error;
  }

  /** A standby player failed, perhaps because its token was refused. The active player continues with either result. */
  async #checkToken(token: TokenWithDeadline): Promise<void> {
    const diagnosis = await diagnose(token.value, this.#diagnosisOptions());
    if (diagnosis.result === 'token-rejected') this.#driver.handOverTo(this.#createActiveToken(diagnosis.token));
  }

  #diagnosisOptions() {
    const { source, tokens, clock } = this.#options;
    return { origin: source.origin, tokens, clock, signal: this.#lifetime.signal };
  }

  #createActiveToken(value: string): TokenWithDeadline {
    return { value, deadline: this.#options.clock.now() + this.#options.tokens.remainingLifetime() };
  }

  #failUnlessDestroyed(promise: Promise<void>): void {
    promise.catch((error: unknown) => {
      if (this.#lifetime.signal.aborted) return;
      this.#options.onError(error instanceof StreamError ? error : new StreamError('media', { cause: error }));
    });
  }
}
