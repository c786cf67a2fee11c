import type { EngineFactory, EngineOptions, EngineSettings } from '../engine.js';
import { HandoverEngine } from '../handover/engine.js';
import type { PlayerInstance, PlayerPair } from '../handover/player-instance.js';
import { copySettings, copyVolume } from '../handover/media-settings.js';
import { FramePlayer } from './frame-player.js';

/** Plays in the service's own player, in an `<iframe>`. */
export const createIframeEngine: EngineFactory = (options) =>
  new HandoverEngine('iframe', options, new FramePlayerPair(options));

/** Frames. A second one is in the page only during a hand-over. */
export class FramePlayerPair implements PlayerPair {
  readonly first: FramePlayer;
  readonly #options: EngineOptions;
  readonly #all = new Set<FramePlayer>();
  #shown: FramePlayer;
  #settings: EngineSettings;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.first = this.#createPlayer(true);
    this.#shown = this.first;
    const { video } = options;
    const { media } = this.first;
    copySettings(media, video);
    copyVolume(media, video);
    if (video.currentTime > 0) media.currentTime = video.currentTime;
    if (!video.paused) void media.play().catch(() => undefined);
    video.replaceWith(this.first.node);
    // Browsers pause a removed `<video>`, except WebKit while it is empty. There a pending `play()` would never settle.
    video.pause();
  }

  createStandby(): PlayerInstance {
    const standby = this.#createPlayer(false);
    standby.node.inert = true;
    this.#shown.node.before(standby.node);
    return standby;
  }

  show(player: PlayerInstance): void {
    for (const frame of this.#all) if (frame === player) this.#shown = frame;
    player.node.inert = false;
  }

  release(player: PlayerInstance): void {
    for (const frame of this.#all) {
      if (frame !== player) continue;
      frame.destroy();
      this.#all.delete(frame);
    }
  }

  update(settings: EngineSettings): void {
    const previous = this.#settings;
    this.#settings = settings;
    this.#shown.applySettings(settings, previous);
  }

  /** Puts the original `<video>` back into the media container, with the viewer's settings. */
  destroy(): void {
    const { video } = this.#options;
    const { media, node } = this.#shown;
    copySettings(video, media);
    copyVolume(video, media);
    node.before(video);
    for (const frame of this.#all) frame.destroy();
  }

  #createPlayer(isFirst: boolean): FramePlayer {
    const player = new FramePlayer(this.#options, () => this.#settings, isFirst);
    this.#all.add(player);
    return player;
  }
}
