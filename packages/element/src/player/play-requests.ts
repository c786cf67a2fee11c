import type { MediaPort } from '../engine/engine.js';
import { keepRate } from '../engine/keep-rate.js';
import type { StreamError } from '../catalogue/errors.js';

/** Who called `play()` and waits. */
export class PlayRequests {
  readonly #media: () => MediaPort;
  readonly #waiting = new Set<(reason: DOMException) => void>();

  /** @param media What is to play, at the moment of the call. */
  constructor(media: () => MediaPort) {
    this.#media = media;
  }

  /** @param source Something that is another for another source. */
  make(source: () => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      void this.#play(source)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
  }

  /** There will be nothing to play. Rejects as the platform does. */
  reject(error: StreamError): void {
    for (const reject of this.#waiting) reject(new DOMException(error.message, 'NotSupportedError'));
    this.#waiting.clear();
  }

  /**
   * A player that gives way to another rejects what it was asked, and so does WebKit's when its source comes. What is to play all the same is
   * asked again then. A `<video>` that loads in the turn of a `pause()` never tells of it.
   */
  async #play(source: () => unknown): Promise<void> {
    const media = this.#media();
    const asked = source();
    let paused = false;
    const listening = new AbortController();
    media.addEventListener('pause', () => (paused = true), { signal: listening.signal });
    try {
      await keepRate(media, () => media.play());
    } catch (error) {
      const forgotten = !paused && (asked === null || asked === source()) && isAbort(error);
      const now = this.#media();
      if (now.paused || (now === media && !forgotten)) throw error;
      await now.play();
    } finally {
      listening.abort();
    }
  }
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';
