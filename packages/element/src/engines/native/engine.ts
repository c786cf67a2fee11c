import type { EngineFactory, EngineOptions, EngineSettings } from '../engine.js';
import { HandoverEngine } from '../handover/engine.js';
import { manifestUrl } from '@secure-stream/protocol';
import type { PlayerInstance, PlayerPair, LoadOptions } from '../handover/player-instance.js';
import { positionFromEdge, seekFromEdge } from '../handover/live-edge.js';
import { preservePlaybackRate } from '../../media/media-port.js';
import { copySettings, copyVolume } from '../handover/media-settings.js';
import { applyVideoSettings } from '../../media/video-settings.js';
import { transferTrackElements, transferWrittenTracks } from '../../tracks/text-track-modes.js';

/** Plays HLS with the browser's built-in player, where a page wants it (`engine="native"`) or a browser has no Media Source Extensions. */
export const createNativeEngine: EngineFactory = (options) =>
  new HandoverEngine('native', options, new VideoPlayerPair(options));

/**
 * Two `<video>` elements. Both are in the page only during a hand-over, and both exist as long as the engine does. WebKit allows audio from
 * a player that was loaded in a user gesture, whatever it loads later. It pauses a new player that becomes audible.
 */
export class VideoPlayerPair implements PlayerPair {
  readonly first: VideoPlayer;
  readonly #second: VideoPlayer;
  readonly #options: EngineOptions;
  readonly #lifetime = new AbortController();
  #settings: EngineSettings;
  #shown: VideoPlayer;
  /** After a hand-over the player plays or is paused as the viewer left it. `autoplay` would start it at the next seek. */
  #hasHandedOver = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.first = new VideoPlayer(options.video, options);
    this.#second = new VideoPlayer(options.video.cloneNode(false) as HTMLVideoElement, options);
    this.#shown = this.first;
    for (const type of USER_GESTURES)
      document.addEventListener(type, () => this.#unlockAutoplay(), { capture: true, signal: this.#lifetime.signal });
  }

  createStandby(): PlayerInstance {
    const standby = this.#shown === this.first ? this.#second : this.first;
    const { media } = standby;
    this.#hasHandedOver = true;
    // Without `playsinline` an iPhone opens fullscreen when a player starts, even a standby player.
    applyVideoSettings(media, { ...this.#settings, autoplay: false, preload: 'auto', playsInline: true });
    media.inert = true;
    this.#shown.media.before(media);
    return standby;
  }

  show(player: PlayerInstance): void {
    this.#shown = player === this.first ? this.first : this.#second;
    const { media } = this.#shown;
    media.inert = false;
    const restoreInline = () => (media.playsInline = this.#settings.playsInline);
    if (media.paused) restoreInline();
    else media.addEventListener('pause', restoreInline, { once: true, signal: this.#lifetime.signal });
  }

  release(player: PlayerInstance): void {
    const released = player === this.first ? this.first : this.#second;
    released.media.remove();
    released.unload();
  }

  update(settings: EngineSettings): void {
    const autoplay = settings.autoplay && !this.#hasHandedOver;
    applyVideoSettings(this.#shown.media, { ...settings, autoplay }, this.#settings);
    this.#settings = settings;
  }

  /** Puts the original `<video>` back into the media container, with the viewer's settings. */
  destroy(): void {
    this.#lifetime.abort();
    const { video } = this.#options;
    const { media } = this.#shown;
    const { playbackRate } = media;
    if (media !== video) {
      copySettings(video, media);
      copyVolume(video, media);
      media.replaceWith(video);
    }
    this.#second.media.remove();
    if (media !== video) transferTrackElements(video, media);
    for (const player of [this.first, this.#second]) player.unload();
    if (media !== video) transferWrittenTracks(video, media);
    // Unloading resets the rate.
    video.playbackRate = playbackRate;
  }

  #unlockAutoplay(): void {
    const { media } = this.#shown === this.first ? this.#second : this.first;
    if (media.isConnected) return;
    media.load();
    this.#lifetime.abort();
  }
}

class VideoPlayer implements PlayerInstance {
  readonly media: HTMLVideoElement;
  readonly error = null;
  readonly isLost = false;
  readonly isLive: boolean;
  readonly settlingMs = 150;
  readonly tolerancesS = [0.015, 0.03, 0.045, 0.06, 0.075, 0.09];
  readonly paintMs = 0;
  readonly #options: EngineOptions;
  #loading = new AbortController();

  constructor(video: HTMLVideoElement, options: EngineOptions) {
    this.media = video;
    this.isLive = options.source.live;
    this.#options = options;
  }

  get node(): HTMLElement {
    return this.media;
  }

  get volumeState(): HTMLVideoElement {
    return this.media;
  }

  position(): number {
    return this.isLive ? positionFromEdge(this.media) : this.media.currentTime;
  }

  seek(position: number): void {
    if (this.isLive) seekFromEdge(this.media, position);
    else this.media.currentTime = position;
  }

  findBlocker(): null {
    return null;
  }

  load(token: string, { position, shouldPlay, isStandby }: LoadOptions): void {
    const { media } = this;
    const { origin, lowLatency, dvr } = this.#options.source;
    const wasEmpty = media.networkState === media.NETWORK_EMPTY;
    const wasPlaying = !media.paused;
    // The viewer sought before there was a source.
    const at = (wasEmpty && media.currentTime) || position;
    media.muted ||= isStandby;
    this.#loading.abort();
    this.#loading = new AbortController();
    const src = manifestUrl({ origin, id: token }, 'hls', {
      protocol: lowLatency ? 'llhls' : undefined,
      dvrEnabled: dvr || undefined,
    });
    preservePlaybackRate(media, () => (media.src = src));
    if (at !== undefined && at >= 0) media.currentTime = at;
    // Loaded anew in place: the viewer keeps the distance from the live edge, which is known with the metadata.
    else if (at !== undefined && dvr && !isStandby)
      media.addEventListener('loadedmetadata', () => seekFromEdge(media, at), {
        once: true,
        signal: this.#loading.signal,
      });
    // At the first load, `autoplay` waits for data. After `retry()`, the `<video>` was still being emptied when `play()` was called: a load pauses it.
    if (wasPlaying || (shouldPlay && !(media.autoplay && wasEmpty))) void media.play().catch(() => undefined);
  }

  unload(): void {
    this.#loading.abort();
    this.media.pause();
    this.media.removeAttribute('src');
    this.media.load();
  }
}

/** Events that count as a user gesture. */
const USER_GESTURES = ['click', 'touchend', 'keydown'] as const;
