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

/**
 * Stops loading a live stream that is paused in a hidden page: its playlists would be requested every few seconds without a viewer, and each request
 * would renew the token. Loading starts again when the page is visible or playback is requested.
 */
export function suspendHiddenLive(hls: Hls, video: HTMLVideoElement, signal: AbortSignal): void {
  let isSuspended = false;
  const update = () => {
    const isUnwatched = document.hidden && video.paused && hls.latestLevelDetails?.live === true;
    if (isUnwatched === isSuspended) return;
    isSuspended = isUnwatched;
    if (isUnwatched) hls.stopLoad();
    else hls.startLoad();
  };
  document.addEventListener('visibilitychange', update, { signal });
  for (const type of ['pause', 'play']) video.addEventListener(type, update, { signal });
}
