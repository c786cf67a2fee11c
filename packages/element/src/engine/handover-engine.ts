import { StreamError } from '../catalogue/errors.js';
import type { Engine, EngineHost, EngineKind, EngineSettings, MediaPort } from './engine.js';
import { HandOver } from './handover.js';
import type { HeldToken } from './handover-situation.js';
import type { Decks } from './handover-deck.js';
import { askOrigin, diagnose } from './handover-diagnosis.js';
import { Voice } from './handover-voice.js';

/** Plays through players whose requests can not be rewritten: a fresh token takes a fresh player. */
export class HandOverEngine implements Engine {
  readonly kind: EngineKind;
  readonly #host: EngineHost;
  readonly #decks: Decks;
  readonly #life = new AbortController();
  readonly #voice: Voice;
  readonly #handOver: HandOver;
  #settings: EngineSettings;
  /** One load without a known reason is tried again, until something plays. */
  #isMended = false;

  constructor(kind: EngineKind, host: EngineHost, decks: Decks) {
    const { clock } = host;
    this.kind = kind;
    this.#host = host;
    this.#settings = host.settings;
    this.#decks = decks;
    this.#voice = new Voice((name, event) => {
      if (name === 'playing') this.#isMended = false;
      host.emit(name, event);
    });
    this.#handOver = new HandOver({
      decks,
      clock,
      voice: this.#voice,
      handedOver: () => host.mediaChanged(),
      reloaded: () => host.reloaded(),
      broken: () => this.#unlessDestroyed(this.#mend()),
      troubled: (token) => this.#unlessDestroyed(this.#suspect(token)),
    });
    this.#voice.follow(this.media);
    this.#unlessDestroyed(this.#start());
  }

  get media(): MediaPort {
    return this.#handOver.current.media;
  }

  get lead(): number {
    return this.#handOver.lead;
  }

  /** Where a hand-over is. */
  get situation(): HandOver['situation'] {
    return this.#handOver.situation;
  }

  update(settings: EngineSettings): void {
    this.#settings = settings;
    this.#decks.update(settings);
  }

  renew(): void {
    const value = this.#host.tokens.current();
    const { held } = this.#handOver;
    if (value !== null && held && value !== held.value) this.#handOver.renew(this.#hold(value));
  }

  destroy(): void {
    this.#life.abort();
    this.#voice.stop();
    this.#handOver.destroy();
    this.#decks.destroy();
  }

  async #start(): Promise<void> {
    const { tokens, source } = this.#host;
    const value = await tokens.live(this.#life.signal);
    // Somebody may have paused, or played, meanwhile: then `autoplay` is off.
    this.#handOver.begin(this.#hold(value), { at: source.startTime, play: this.#settings.autoplay, hidden: false });
  }

  /** Finds out why the player broke, and lets it load again where that helps. */
  async #mend(): Promise<void> {
    const { current, held } = this.#handOver;
    if (current.error) throw await this.#confirm(current.error);
    const newest = this.#host.tokens.current();
    if (newest !== null && newest !== held?.value) return this.#handOver.renew(this.#hold(newest));
    if (current.lost && held) return this.#handOver.renew(held);
    const diagnosis = await diagnose(held?.value ?? '', this.#diagnosisOptions());
    if (diagnosis.found === 'fault') throw diagnosis.error;
    if (diagnosis.found === 'nothing') {
      if (this.#isMended) throw new StreamError('media', { detail: `The browser says ${current.media.error?.code}.` });
      this.#isMended = true;
    }
    this.#handOver.renew(this.#hold(diagnosis.found === 'refusal' ? diagnosis.token : held!.value));
  }

  /** A frame that stays dumb is not refused when nothing at all can be reached. */
  async #confirm(error: StreamError): Promise<StreamError> {
    const { held } = this.#handOver;
    if (error.reason !== 'frame-refused' || !held) return error;
    const status = await askOrigin(held.value, this.#diagnosisOptions());
    return status === null ? new StreamError('network', { detail: 'The origin could not be reached.' }) : error;
  }

  /** A fresh player could not play: perhaps its token is no good. The old one plays on whatever comes out. */
  async #suspect(token: HeldToken): Promise<void> {
    const diagnosis = await diagnose(token.value, this.#diagnosisOptions());
    if (diagnosis.found === 'refusal') this.#handOver.renew(this.#hold(diagnosis.token));
  }

  #diagnosisOptions() {
    const { source, tokens, clock } = this.#host;
    return { origin: source.origin, tokens, clock, signal: this.#life.signal };
  }

  #hold(value: string): HeldToken {
    return { value, deadline: this.#host.clock.now() + this.#host.tokens.timeLeft() };
  }

  #unlessDestroyed(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (this.#life.signal.aborted) return;
      this.#host.fail(error instanceof StreamError ? error : new StreamError('media', { cause: error }));
    });
  }
}
