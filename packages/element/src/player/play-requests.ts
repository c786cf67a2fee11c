import type { MediaPort } from '../media/media-port.js';
import { preservePlaybackRate } from '../media/playback-rate.js';
import type { StreamError } from '../errors/stream-error.js';

/** Who called `play()` and waits. */
export class PlayRequests {
  readonly #media: () => MediaPort;
  readonly #pending = new Set<(reason: DOMException) => void>();

  /** @param media What is to play, at the moment of the call. */
  constructor(media: () => MediaPort) {
    this.#media = media;
  }

  /** @param source Something that is another for another source. */
  add(source: () => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      void this.#play(source)
        .then(resolve, reject)
        .finally(() => this.#pending.delete(reject));
    });
  }

  /** There will be nothing to play. Rejects as the platform does. */
  rejectAll(error: StreamError): void {
    for (const reject of this.#pending) reject(new DOMException(error.message, 'NotSupportedError'));
    this.#pending.clear();
  }

  /**
   * A player that gives way to another rejects what it was asked, and so does WebKit's when its source comes. What is to play all the same is
   * asked again then. A `<video>` that loads in the turn of a `pause()` never tells of it.
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
