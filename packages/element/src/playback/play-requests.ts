import { type MediaPort, preservePlaybackRate } from '../media/media-port.js';

/** The pending calls of `play()`. */
export class PlayRequests {
  readonly #media: () => MediaPort;
  readonly #pending = new Set<(reason: DOMException) => void>();
  #pauses = 0;

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

  /** `pause()` follows: what the browser rejects because of it is not repeated, even if `play()` follows too. */
  cancelRepeats(): void {
    this.#pauses += 1;
  }

  /** Rejects every pending call as the platform does after `load()`, or because there is nothing to play. */
  rejectAll(name: 'AbortError' | 'NotSupportedError', message?: string): void {
    for (const reject of this.#pending) reject(new DOMException(message, name));
    this.#pending.clear();
  }

  /**
   * A player that is replaced by another rejects its pending `play()`, and WebKit's rejects it when its source is set. If playback is still
   * wanted, `play()` is repeated then.
   */
  async #play(source: () => unknown): Promise<void> {
    const requestedSource = source();
    const pauses = this.#pauses;
    for (;;) {
      const media = this.#media();
      try {
        return await preservePlaybackRate(media, () => media.play());
      } catch (error) {
        const isForgotten =
          (requestedSource === null || requestedSource === source()) && (error as Error).name === 'AbortError';
        const current = this.#media();
        if (current.paused || pauses !== this.#pauses || (current === media && !isForgotten)) throw error;
      }
    }
  }
}
