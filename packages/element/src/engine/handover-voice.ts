import type { MediaPort } from './engine.js';
import { soundsLike } from './handover-tuning.js';
import { FORWARDED_EVENTS, type ForwardedEventName } from './video-events.js';

/**
 * Announces what one player after another announces, as if they were one: what changes nothing for the page is not said, and what a
 * change of players has skipped is.
 */
export class Voice {
  readonly #emit: (name: ForwardedEventName, event?: Event) => void;
  #following: AbortController | undefined;
  #told = { paused: true, seeking: false, waiting: false, volume: 1, muted: false, rate: 1 };

  constructor(emit: (name: ForwardedEventName, event?: Event) => void) {
    this.#emit = emit;
  }

  /** What the viewer was told, and wants. A player that breaks, or loads again, has paused and the viewer has not. */
  get paused(): boolean {
    return this.#told.paused;
  }

  /** Listens to this player and to no other. */
  follow(media: MediaPort): void {
    const isFirst = !this.#following;
    this.stop();
    this.#following = new AbortController();
    const { signal } = this.#following;
    if (isFirst) this.#told = { ...this.#told, paused: media.paused, ...soundOf(media) };
    for (const name of FORWARDED_EVENTS)
      media.addEventListener(name, (event) => this.#hear(name, media, event), { signal });
    if (!isFirst) this.#catchUp(media);
  }

  stop(): void {
    this.#following?.abort();
  }

  #hear(name: ForwardedEventName, media: MediaPort, event?: Event): void {
    const told = this.#told;
    switch (name) {
      case 'play':
        if (!told.paused) return;
        told.paused = false;
        break;
      case 'pause':
        // A player that breaks says so too, and is mended behind it.
        if (told.paused || media.error) return;
        told.paused = true;
        break;
      case 'waiting':
        told.waiting = true;
        break;
      case 'playing':
        told.waiting = false;
        break;
      case 'seeking':
        told.seeking = true;
        break;
      case 'seeked':
        told.seeking = false;
        break;
      case 'volumechange':
      case 'ratechange': {
        const sound = soundOf(media);
        const isNew = name === 'ratechange' ? sound.rate !== told.rate : !soundsLike(sound, told);
        Object.assign(told, sound);
        if (!isNew) return;
      }
    }
    this.#emit(name, event);
  }

  #catchUp(media: MediaPort): void {
    const { paused, seeking, waiting } = this.#told;
    if (seeking && !media.seeking) this.#hear('seeked', media);
    if (paused !== media.paused) this.#hear(media.paused ? 'pause' : 'play', media);
    if (waiting && !media.paused && media.readyState > 2) this.#hear('playing', media);
    this.#hear('volumechange', media);
    this.#hear('ratechange', media);
  }
}

const soundOf = ({ volume, muted, playbackRate }: MediaPort) => ({ volume, muted, rate: playbackRate });
