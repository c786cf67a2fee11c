import type { MediaPort } from '../media/media-port.js';
import { preservePlaybackRate } from '../media/playback-rate.js';
import type { StreamError } from '../errors/stream-error.js';

/** The pending calls of `play()`. */
export class PlayRequests {
  readonly #media: () => MediaPort;
  readonly #pending = new Set<(reason: DOMException) => void>();

  /** @param media Returns the media to play, at the time of the call. */
  constructor(media: () => MediaPort) {
    this.#media = media;
  }

  /** @param source Returns an object that changes with the source. */
  add(source: () => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      void this.#play(source)
        .then(resolve, reject)
        .finally(() => this.#pending.delete(reject));
    });
  }

  /** Rejects every pending call as the platform does, because there is nothing to play. */
  rejectAll(error: StreamError): void {
    for (const reject of this.#pending) reject(new DOMException(error.message, 'NotSupportedError'));
    this.#pending.clear();
  }

  /**
   * A player that is replaced by another rejects its pending `play()`, and WebKit's rejects it when its source is set. If playback is still
   * wanted, `play()` is repeated then. A `<video>` that loads right after `pause()` fires no `pause` event.
   */
  async #play(source: () => unknown): Promise<void> {
    const media = this.#media();
    const requestedSource = source();
    let isPaused = false;
    const listening = new AbortController();
    media.addEventListener('pause', () => (isPaused = true), { signal: listening.signal });
    try {
      await preservePlaybackRate(media, () => media.play());
    } catch (error) {
      const isForgotten =
        !isPaused && (requestedSource === null || requestedSource === source()) && isAbortError(error);
      const current = this.#media();
      if (current.paused || (current === media && !isForgotten)) throw error;
      await current.play();
    } finally {
      listening.abort();
    }
  }
}

const isAbortError = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';
