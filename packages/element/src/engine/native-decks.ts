import { manifestUrl } from '@secure-stream/protocol';
import type { EngineHost, EngineSettings } from './engine.js';
import type { Deck, Decks, Start } from './handover-deck.js';
import { behindEdge, seekBehindEdge } from './handover-live.js';
import { tune, tuneSound } from './handover-tuning.js';
import { applyVideoSettings } from './video-settings.js';
import { transferTrackElements, transferWrittenTracks } from '../tracks/transfer-text-tracks.js';

/**
 * Two `<video>`, of which one is in the page except while the other takes its place. Both live as long as the engine: WebKit lets a player
 * sound that was loaded in a gesture of the viewer, whatever it loads later, and pauses a new one that begins to sound.
 */
export class VideoDecks implements Decks {
  readonly first: VideoDeck;
  readonly #second: VideoDeck;
  readonly #host: EngineHost;
  readonly #life = new AbortController();
  #settings: EngineSettings;
  #shown: VideoDeck;
  /** A player that took over plays or is paused as the viewer left it: `autoplay` would begin at the next seek. */
  #hasBegun = false;

  constructor(host: EngineHost) {
    this.#host = host;
    this.#settings = host.settings;
    this.first = new VideoDeck(host.video, host);
    this.#second = new VideoDeck(host.video.cloneNode(false) as HTMLVideoElement, host);
    this.#shown = this.first;
    for (const type of GESTURES)
      document.addEventListener(type, () => this.#bless(), { capture: true, signal: this.#life.signal });
  }

  spare(): Deck {
    const spare = this.#shown === this.first ? this.#second : this.first;
    const { media } = spare;
    this.#hasBegun = true;
    // Without `playsinline` an iPhone shows a player full screen when it begins to play: this one is to lie under another.
    applyVideoSettings(media, { ...this.#settings, autoplay: false, preload: 'auto', playsinline: true });
    media.inert = true;
    this.#shown.media.before(media);
    return spare;
  }

  show(deck: Deck): void {
    this.#shown = deck === this.first ? this.first : this.#second;
    const { media } = this.#shown;
    media.inert = false;
    const restoreInline = () => (media.playsInline = this.#settings.playsinline);
    if (media.paused) restoreInline();
    else media.addEventListener('pause', restoreInline, { once: true, signal: this.#life.signal });
  }

  release({ media }: Deck): void {
    media.remove();
    empty(media);
  }

  update(settings: EngineSettings): void {
    const autoplay = settings.autoplay && !this.#hasBegun;
    applyVideoSettings(this.#shown.media, { ...settings, autoplay }, this.#settings);
    this.#settings = settings;
  }

  /** The stage has the `<video>` that it came with, tuned as the viewer left it. */
  destroy(): void {
    this.#life.abort();
    const { video } = this.#host;
    const { media } = this.#shown;
    const { playbackRate } = media;
    if (media !== video) {
      tune(video, media);
      tuneSound(video, media);
      media.replaceWith(video);
    }
    this.#second.media.remove();
    if (media !== video) transferTrackElements(video, media);
    for (const deck of [this.first, this.#second]) empty(deck.media);
    if (media !== video) transferWrittenTracks(video, media);
    // An empty player has forgotten it.
    video.playbackRate = playbackRate;
  }

  #bless(): void {
    const { media } = this.#shown === this.first ? this.#second : this.first;
    if (media.isConnected) return;
    media.load();
    this.#life.abort();
  }
}

class VideoDeck implements Deck {
  readonly media: HTMLVideoElement;
  readonly error = null;
  readonly lost = false;
  readonly live: boolean;
  readonly settling = 150;
  readonly precision = 0.015;
  readonly #host: EngineHost;

  constructor(video: HTMLVideoElement, host: EngineHost) {
    this.media = video;
    this.live = host.source.live;
    this.#host = host;
  }

  get node(): HTMLElement {
    return this.media;
  }

  get sound(): HTMLVideoElement {
    return this.media;
  }

  position(): number {
    return this.live ? behindEdge(this.media) : this.media.currentTime;
  }

  seek(position: number): void {
    if (this.live) seekBehindEdge(this.media, position);
    else this.media.currentTime = position;
  }

  holds(): null {
    return null;
  }

  load(token: string, { at, play, hidden }: Start): void {
    const { media } = this;
    const { origin, lowLatency, dvr } = this.#host.source;
    media.muted ||= hidden;
    media.src = manifestUrl({ origin, id: token }, 'hls', {
      protocol: lowLatency ? 'llhls' : undefined,
      dvrEnabled: dvr || undefined,
    });
    if (at !== undefined && at >= 0) media.currentTime = at;
    if (play) void media.play().catch(() => undefined);
  }
}

function empty(video: HTMLVideoElement): void {
  video.pause();
  video.removeAttribute('src');
  video.load();
}

/** What counts as the viewer's own act. */
const GESTURES = ['click', 'touchend', 'keydown'] as const;
