import type Hls from 'hls.js';
import type { EngineSettings } from '../engine.js';

/** `preload="metadata"` loads only the first segment before playback is requested. */
export class BufferLimit {
  readonly #video: HTMLVideoElement;
  /** Seconds, as configured, while this limits it in hls.js. */
  #maxBufferLengthS = NaN;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** Call whenever playback may have been requested. */
  update({ config }: Hls, { preload, autoplay }: EngineSettings): void {
    const isWaiting = preload !== 'auto' && !autoplay && this.#video.paused && this.#video.played.length === 0;
    const isLimited = !Number.isNaN(this.#maxBufferLengthS);
    if (isWaiting === isLimited) return;
    const longest = config.maxMaxBufferLength;
    // hls.js reduces it when a browser's buffer is full, and that stays.
    if (isWaiting || longest === WAITING_BUFFER_S)
      config.maxMaxBufferLength = isWaiting ? WAITING_BUFFER_S : this.#maxBufferLengthS;
    this.#maxBufferLengthS = isWaiting ? longest : NaN;
  }
}

/** Seconds that are loaded until playback is requested. */
const WAITING_BUFFER_S = 1;
