import { embedQuery, frameUrl, manifestUrl } from '@secure-stream/protocol';
import type { Engine, EngineOptions, EngineKind } from '../../packages/element/src/engines/engine.ts';
import { createIframeEngine } from '../../packages/element/src/engines/iframe/engine.ts';

/** The common way: the same `<video>` gets the new URL, then its position, then `play()`. */
export class ReloadingVideo implements Engine {
  readonly kind: EngineKind = 'native';
  readonly media: HTMLVideoElement;
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.media = options.video;
    this.media.crossOrigin = 'anonymous';
    this.media.src = this.#createUrl();
  }

  update(): void {}

  onTokenRenewed(): void {
    const { currentTime } = this.media;
    this.media.src = this.#createUrl();
    this.media.currentTime = currentTime;
    void this.media.play();
  }

  destroy(): void {
    this.media.removeAttribute('src');
    this.media.load();
  }

  #createUrl(): string {
    return manifestUrl({ origin: this.#options.source.origin, id: this.#options.tokens.current()! });
  }
}

/** The common way: the same frame gets the new URL, with the last known position and autoplay. */
export class ReloadingFrame implements Engine {
  readonly kind: EngineKind = 'iframe';
  readonly #engine: Engine;
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#engine = createIframeEngine(options);
  }

  get media(): Engine['media'] {
    return this.#engine.media;
  }

  update(): void {}

  onTokenRenewed(): void {
    const { mediaContainer, source, tokens } = this.#options;
    const startTime = this.media.currentTime;
    mediaContainer.querySelector('iframe')!.src = frameUrl(
      { origin: source.origin, id: tokens.current()! },
      embedQuery({ autoplay: true, startTime, preload: 'auto' }),
    );
  }

  destroy(): void {
    this.#engine.destroy();
  }
}
