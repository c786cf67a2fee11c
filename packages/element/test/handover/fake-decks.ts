import { setMaxListeners } from 'node:events';
import type { MediaPort } from '../../src/engine/engine.ts';
import type { Deck, Decks, Start } from '../../src/engine/handover-deck.ts';

// Node warns of more than ten listeners to one signal; a browser does not.
setMaxListeners(0);

/** A player that is always ready, and plays by the clock of the test. */
export class FakeDeck extends EventTarget implements Deck {
  readonly node = { getRootNode: () => document, focus() {} } as unknown as HTMLElement;
  readonly settling = 100;
  readonly precision = 0.015;
  readonly error = null;
  readonly loads: Start[] = [];
  readonly live = false;
  lost = false;
  /** What browsers do to a new player. */
  readonly #manners: Manners;
  readonly #now: () => number;
  #since: number | null = null;
  #place = 0;
  #muted = false;
  #volume = 1;
  #paused = true;

  playbackRate = 1;
  ended = false;
  seeking = false;
  readyState = 4;
  duration = 600;

  constructor(now: () => number, manners: Manners) {
    super();
    this.#now = now;
    this.#manners = manners;
  }

  get media(): MediaPort {
    return this as unknown as MediaPort;
  }

  get sound() {
    return this;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get volume(): number {
    return this.#volume;
  }

  set volume(value: number) {
    if (!this.#manners.fixedVolume) this.#volume = value;
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(value: boolean) {
    this.#muted = value;
    if (!value && this.#manners.silencesNew && !this.#paused) this.pause();
  }

  position(): number {
    return this.#place + (this.#since === null ? 0 : (this.#now() - this.#since) / 1000);
  }

  seek(position: number): void {
    this.#place = position;
    if (this.#since !== null) this.#since = this.#now();
  }

  async play(): Promise<void> {
    this.#paused = false;
    this.#since = this.#now();
  }

  pause(): void {
    this.#place = this.position();
    this.#since = null;
    this.#paused = true;
  }

  holds(): null {
    return null;
  }

  load(_token: string, start: Start): void {
    this.loads.push(start);
    this.#muted ||= start.hidden;
    this.seek(start.at ?? 0);
  }
}

export interface Manners {
  /** WebKit, without a gesture. */
  readonly silencesNew?: boolean;
  /** iOS. */
  readonly fixedVolume?: boolean;
}

export class FakeDecks implements Decks {
  readonly first: FakeDeck;
  readonly made: FakeDeck[] = [];
  readonly released: Deck[] = [];
  readonly shown: Deck[] = [];
  readonly #now: () => number;
  readonly #manners: Manners;

  constructor(now: () => number, manners: Manners) {
    this.#now = now;
    this.#manners = manners;
    this.first = new FakeDeck(now, {});
  }

  spare(): Deck {
    const deck = new FakeDeck(this.#now, this.#manners);
    this.made.push(deck);
    return deck;
  }

  release(deck: Deck): void {
    this.released.push(deck);
  }

  show(deck: Deck): void {
    this.shown.push(deck);
  }

  update(): void {}
  destroy(): void {}
}
