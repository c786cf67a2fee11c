import type { EngineHost, EngineSettings } from './engine.js';
import type { Deck, Decks } from './handover-deck.js';
import { tune, tuneSound } from './handover-tuning.js';
import { FrameDeck } from './iframe-deck.js';

/** Frames, of which a second is in the page only while it takes the place of the first. */
export class FrameDecks implements Decks {
  readonly first: FrameDeck;
  readonly #host: EngineHost;
  readonly #all = new Set<FrameDeck>();
  #shown: FrameDeck;
  #settings: EngineSettings;

  constructor(host: EngineHost) {
    this.#host = host;
    this.#settings = host.settings;
    this.first = this.#make(true);
    this.#shown = this.first;
    const { video } = host;
    const { media } = this.first;
    tune(media, video);
    tuneSound(media, video);
    if (video.currentTime > 0) media.currentTime = video.currentTime;
    if (!video.paused) void media.play().catch(() => undefined);
    video.replaceWith(this.first.node);
    // As a browser does, but WebKit not while it is empty: whoever told it to play would wait for ever.
    video.pause();
  }

  spare(): Deck {
    const spare = this.#make(false);
    spare.node.inert = true;
    this.#shown.node.before(spare.node);
    return spare;
  }

  show(deck: Deck): void {
    for (const frame of this.#all) if (frame === deck) this.#shown = frame;
    deck.node.inert = false;
  }

  release(deck: Deck): void {
    for (const frame of this.#all) {
      if (frame !== deck) continue;
      frame.destroy();
      this.#all.delete(frame);
    }
  }

  update(settings: EngineSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    this.#shown.change(settings, before);
  }

  /** The stage has the `<video>` that it came with, tuned as the viewer left it. */
  destroy(): void {
    const { video } = this.#host;
    const { media, node } = this.#shown;
    tune(video, media);
    tuneSound(video, media);
    node.before(video);
    for (const frame of this.#all) frame.destroy();
  }

  #make(isFirst: boolean): FrameDeck {
    const deck = new FrameDeck(this.#host, () => this.#settings, isFirst);
    this.#all.add(deck);
    return deck;
  }
}
