import { embedQuery, frameUrl, manifestUrl } from '@secure-stream/protocol';
import type { Engine, EngineHost, EngineKind } from '../../packages/element/src/engine/engine.ts';
import { createIframeEngine } from '../../packages/element/src/engine/iframe.ts';

/** What pages do today: the same `<video>` gets the new address, and then its place and its play. */
export class PlainVideo implements Engine {
  readonly kind: EngineKind = 'native';
  readonly media: HTMLVideoElement;
  readonly #host: EngineHost;

  constructor(host: EngineHost) {
    this.#host = host;
    this.media = host.video;
    this.media.crossOrigin = 'anonymous';
    this.media.src = this.#address();
  }

  update(): void {}

  renew(): void {
    const { currentTime } = this.media;
    this.media.src = this.#address();
    this.media.currentTime = currentTime;
    void this.media.play();
  }

  destroy(): void {
    this.media.removeAttribute('src');
    this.media.load();
  }

  #address(): string {
    return manifestUrl({ origin: this.#host.source.origin, id: this.#host.tokens.current()! });
  }
}

/** What pages do today: the same frame gets the new address, which begins at the last place that was heard of and by itself. */
export class PlainFrame implements Engine {
  readonly kind: EngineKind = 'iframe';
  readonly #engine: Engine;
  readonly #host: EngineHost;

  constructor(host: EngineHost) {
    this.#host = host;
    this.#engine = createIframeEngine(host);
  }

  get media(): HTMLVideoElement {
    return this.#engine.media;
  }

  update(): void {}

  renew(): void {
    const { stage, source, tokens } = this.#host;
    const startTime = this.media.currentTime;
    stage.querySelector('iframe')!.src = frameUrl(
      { origin: source.origin, id: tokens.current()! },
      embedQuery({ autoplay: true, startTime, preload: 'auto' }),
    );
  }

  destroy(): void {
    this.#engine.destroy();
  }
}
