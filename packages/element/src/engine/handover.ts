import type { Clock } from '../clock.js';
import { decide, leadFor } from './handover-decision.js';
import type { HeldToken, Situation, Step, View } from './handover-situation.js';
import type { Deck, Decks, Start } from './handover-deck.js';
import { sightOf, spareSight, watchDeck, whisper } from './handover-sight.js';
import { FIRST_GUESS, tookPlace, wasAhead } from './handover-skills.js';
import { recallCaptions, rememberCaptions, tune, tuneSound } from './handover-tuning.js';
import type { Voice } from './handover-voice.js';
import { readHold, watchHolds } from './quiet.js';
import { transferTrackElements, transferWrittenTracks } from '../tracks/transfer-text-tracks.js';

export interface HandOverOptions {
  readonly decks: Decks;
  readonly clock: Clock;
  readonly voice: Voice;
  /** `current` is another one. */
  handedOver(): void;
  /** The player that is seen has been loaded again, in place, and is as it was. */
  reloaded(): void;
  /** The player that is seen has failed. Ends with `renew()`, or for good. */
  broken(): void;
  /** A spare one could not be made ready with this token. The old one plays on, and another try follows. */
  troubled(token: HeldToken): void;
}

/**
 * Changes the player that is seen for another one with a fresh token: made ready under it, brought to the same moment, given picture and
 * sound in one step. Decides nothing: `decide` does. At most one spare player and one timer.
 */
export class HandOver {
  readonly #options: HandOverOptions;
  readonly #life = new AbortController();
  #current: Deck;
  #held: HeldToken | null = null;
  /** Came while another one was on its way into a player. */
  #next: HeldToken | null = null;
  #situation: Situation = IDLE;
  #listening = new AbortController();
  #attempt = new AbortController();
  #forgetTimer = () => {};
  #parkedAt = 0;
  #skills = FIRST_GUESS;
  /** This browser stops a new player that begins to sound. */
  #isSolo = false;

  constructor(options: HandOverOptions) {
    this.#options = options;
    this.#current = options.decks.first;
    watchHolds(this.#look, this.#life.signal);
    watchDeck(this.#current, this.#look, this.#listening.signal);
  }

  get current(): Deck {
    return this.#current;
  }

  /** The token that the player which is seen was loaded with. */
  get held(): HeldToken | null {
    return this.#held;
  }

  get situation(): Situation {
    return this.#situation;
  }

  /** Milliseconds before the death of a token at which the next one should be there. */
  get lead(): number {
    return leadFor(this.#skills.loading);
  }

  /** Loads the player that is seen. */
  begin(token: HeldToken, start: Start): void {
    this.#held = token;
    this.#current.load(token.value, start);
  }

  /** There is a fresh token: plays with it as soon as the moment is good, and in any case before the old one dies. */
  renew(token: HeldToken): void {
    if (['idle', 'waiting', 'broken'].includes(this.#situation.status)) this.#await(token, 0, 0);
    else this.#next = token;
    this.#look();
  }

  destroy(): void {
    this.#life.abort();
    this.#listening.abort();
    this.#attempt.abort();
    this.#forgetTimer();
  }

  #look = (): void => {
    if (this.#life.signal.aborted) return;
    for (;;) {
      this.#compare();
      const view = this.#view();
      const step = decide(this.#situation, view);
      if (view.hold && this.#situation.status === 'waiting')
        this.#situation = { ...this.#situation, order: { ...this.#situation.order, wasHeld: true } };
      if (step.do === 'stay') {
        this.#forgetTimer();
        if (step.until < Infinity) this.#forgetTimer = this.#options.clock.at(step.until, this.#look);
        return;
      }
      this.#take(step);
    }
  };

  #view(): View {
    const spare = 'spare' in this.#situation ? this.#situation.spare : null;
    return {
      now: this.#options.clock.now(),
      old: sightOf(this.#current),
      spare: spare && spareSight(spare, this.#current),
      hold: readHold(this.#current) ?? (this.#isSolo ? 'sound' : null),
      skills: this.#skills,
    };
  }

  /** What the viewer changes on the old one, the spare one follows; and how far apart they are. */
  #compare(): void {
    if (this.#situation.status === 'reloading') recallCaptions(this.#current.media, this.#situation.captions);
    if (!('spare' in this.#situation)) return;
    const { spare } = this.#situation;
    tune(spare.media, this.#current.media);
    if (this.#situation.status !== 'ready') return;
    const error = spare.position() - this.#current.position();
    this.#situation = { ...this.#situation, errors: [...this.#situation.errors, error].slice(-9) };
  }

  #take(step: Exclude<Step, { do: 'stay' }>): void {
    const situation = this.#situation;
    const now = this.#options.clock.now();
    if (step.do === 'examine') {
      this.#situation = { status: 'broken' };
      return this.#options.broken();
    }
    if (situation.status === 'reloading') {
      this.#situation = IDLE;
      this.#options.reloaded();
      return this.#continue();
    }
    if (situation.status === 'waiting') {
      if (step.do === 'prepare') return this.#prepare(situation, step.at, now);
      return this.#reload(situation, step.do === 'replace');
    }
    if (!('spare' in situation)) return;
    const { spare } = situation;
    switch (step.do) {
      case 'park':
        return this.#park(situation, step.at, now);
      case 'align':
        this.#learn(situation, now);
        this.#situation = { ...situation, status: 'aligning' };
        return;
      case 'start':
        whisper(spare, this.#current);
        void spare.media.play().catch(() => undefined);
        this.#situation = { ...situation, status: 'ready', startedAt: now, errors: [] };
        return;
      case 'correct':
        this.#skills = wasAhead(this.#skills, step.error);
        return this.#park(situation, step.at, now);
      case 'swap':
        return this.#swap(situation, now);
      case 'finish':
        return this.#finish(situation);
      case 'abandon':
        return this.#abandon(situation, step.because, now);
    }
  }

  #prepare({ order }: Waiting, at: number, now: number): void {
    const spare = this.#options.decks.spare();
    this.#attempt = new AbortController();
    this.#parkedAt = now;
    this.#situation = { status: 'preparing', order, spare, since: now, round: 0 };
    watchDeck(spare, this.#look, this.#attempt.signal);
    spare.load(order.token.value, { at, play: false, hidden: true });
  }

  #park(situation: Paired, at: number, now: number): void {
    const { order, spare, since, round } = situation;
    this.#learn(situation, now);
    this.#parkedAt = now;
    if (!spare.media.paused) spare.media.pause();
    spare.media.muted = true;
    spare.seek(at);
    this.#situation = { status: 'preparing', order, spare, since, round: round + 1 };
  }

  #learn({ status, round }: Paired, now: number): void {
    if (status === 'preparing') this.#skills = tookPlace(this.#skills, (now - this.#parkedAt) / 1000, round === 0);
  }

  #swap(situation: Paired, now: number): void {
    const { media } = situation.spare;
    const wasRunning = !media.paused;
    const isHeard = !wasRunning || !media.muted || this.#current.media.muted;
    tuneSound(media, this.#current.media);
    if (!wasRunning && this.#isWanted()) void media.play().catch(() => undefined);
    // `play()` counts at once, and a browser that objects pauses it later.
    const isRunning = wasRunning || !media.paused;
    this.#situation = { ...situation, status: 'swapping', since: now, isRunning, isHeard };
  }

  #finish({ order, spare }: Paired): void {
    const old = this.#current;
    const { decks, voice } = this.#options;
    this.#attempt.abort();
    this.#listening.abort();
    this.#listening = new AbortController();
    const hadFocus = (old.node.getRootNode() as Document | ShadowRoot).activeElement === old.node;
    this.#current = spare;
    this.#held = order.token;
    decks.show(spare);
    if (hadFocus) spare.node.focus({ preventScroll: true });
    transferTrackElements(spare.media, old.media);
    decks.release(old);
    transferWrittenTracks(spare.media, old.media);
    this.#situation = IDLE;
    this.#options.handedOver();
    voice.follow(spare.media);
    watchDeck(spare, this.#look, this.#listening.signal);
    this.#continue();
  }

  #abandon({ order, spare }: Paired, because: 'hold' | 'trouble' | 'sound', now: number): void {
    this.#attempt.abort();
    if (because === 'sound') this.#isSolo = true;
    this.#options.decks.release(spare);
    const attempts = order.attempts + (because === 'trouble' ? 1 : 0);
    const pause = because === 'trouble' ? Math.min(500 * 2 ** attempts, 30_000) : 0;
    this.#await(this.#next ?? order.token, attempts, now + pause, order.since);
    this.#next = null;
    if (because === 'trouble') this.#options.troubled(order.token);
  }

  #reload({ order }: Waiting, isBlank: boolean): void {
    const { media } = this.#current;
    const { playbackRate } = media;
    const captions = rememberCaptions(media);
    const at = this.#current.position() || undefined;
    this.begin(order.token, { at, play: this.#isWanted(), hidden: false });
    media.playbackRate = playbackRate;
    this.#situation = isBlank ? IDLE : { status: 'reloading', order, captions };
    if (isBlank) this.#continue();
  }

  /** Whether the viewer wants it to play. One that broke has stopped, and the viewer has not. */
  #isWanted(): boolean {
    return !(sightOf(this.#current).failed ? this.#options.voice : this.#current.media).paused;
  }

  #await(token: HeldToken, attempts: number, notBefore: number, since = this.#options.clock.now()): void {
    const deadline = this.#held?.deadline ?? Infinity;
    this.#situation = { status: 'waiting', order: { token, since, deadline, attempts, wasHeld: false, notBefore } };
  }

  #continue(): void {
    const next = this.#next;
    this.#next = null;
    if (next && next.value !== this.#held?.value) this.renew(next);
  }
}

type Paired = Extract<Situation, { spare: Deck }>;
type Waiting = Extract<Situation, { status: 'waiting' }>;

const IDLE: Situation = { status: 'idle' };
