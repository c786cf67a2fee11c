import type { MediaPort } from '../engine.js';
import { isSameVolume } from './media-settings.js';
import { FORWARDED_EVENTS, type ForwardedEventName } from '../../media/media-events.js';

/**
 * Announces what one player after another announces, as if they were one: what changes nothing for the page is not said, and what a
 * change of players has skipped is.
 */
export class MediaEventFilter {
  readonly #emit: (name: ForwardedEventName, event?: Event) => void;
  #listening: AbortController | undefined;
  #lastReported = { paused: true, seeking: false, waiting: false, volume: 1, muted: false, rate: 1 };

  constructor(emit: (name: ForwardedEventName, event?: Event) => void) {
    this.#emit = emit;
  }

  /** What the viewer was told, and wants. A player that breaks, or loads again, has paused and the viewer has not. */
  get paused(): boolean {
    return this.#lastReported.paused;
  }

  /** Listens to this player and to no other. */
  follow(media: MediaPort): void {
    const isFirst = !this.#listening;
    this.stop();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    if (isFirst) this.#lastReported = { ...this.#lastReported, paused: media.paused, ...readVolume(media) };
    for (const name of FORWARDED_EVENTS)
      media.addEventListener(name, (event) => this.#onEvent(name, media, event), { signal });
    if (!isFirst) this.#reportSkipped(media);
  }

  stop(): void {
    this.#listening?.abort();
  }

  #onEvent(name: ForwardedEventName, media: MediaPort, event?: Event): void {
    const reported = this.#lastReported;
    switch (name) {
      case 'play':
        if (!reported.paused) return;
        reported.paused = false;
        break;
      case 'pause':
        // A player that breaks says so too, and is mended behind it.
        if (reported.paused || media.error) return;
        reported.paused = true;
        break;
      case 'waiting':
        reported.waiting = true;
        break;
      case 'playing':
        reported.waiting = false;
        break;
      case 'seeking':
        reported.seeking = true;
        break;
      case 'seeked':
        reported.seeking = false;
        break;
      case 'volumechange':
      case 'ratechange': {
        const volume = readVolume(media);
        const isChanged = name === 'ratechange' ? volume.rate !== reported.rate : !isSameVolume(volume, reported);
        Object.assign(reported, volume);
        if (!isChanged) return;
      }
    }
    this.#emit(name, event);
  }

  #reportSkipped(media: MediaPort): void {
    const { paused, seeking, waiting } = this.#lastReported;
    if (seeking && !media.seeking) this.#onEvent('seeked', media);
    if (paused !== media.paused) this.#onEvent(media.paused ? 'pause' : 'play', media);
    if (waiting && !media.paused && media.readyState > 2) this.#onEvent('playing', media);
    this.#onEvent('volumechange', media);
    this.#onEvent('ratechange', media);
  }
}

const readVolume = ({ volume, muted, playbackRate }: MediaPort) => ({ volume, muted, rate: playbackRate });
