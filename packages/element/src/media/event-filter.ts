import { copyMediaEvent, FORWARDED_EVENTS, type ForwardedEventName } from './media-events.js';
import { type MediaPort, isSameVolume } from './media-port.js';

/**
 * Forwards the events of successive players as if they came from one player. Drops events that change nothing for the page, and emits those
 * that a change of players skipped.
 */
export class MediaEventFilter {
  readonly #emit: (name: ForwardedEventName, event?: Event) => void;
  readonly #isPauseRequested: () => boolean;
  #listening: AbortController | undefined;
  /** `null` and `NaN` until an event reports a value: the event of an earlier change may still be pending. */
  #lastReported = {
    paused: null as boolean | null,
    seeking: false,
    waiting: false,
    volume: NaN,
    muted: false,
    rate: NaN,
    defaultRate: NaN,
  };
  #media: MediaPort | undefined;
  #wasPaused = true;
  /** The last reported pause is not what the viewer wants. */
  #isUnwantedPause = false;

  /** @param isPauseRequested Whether the page or the viewer paused the player, perhaps after it had failed. */
  constructor(emit: (name: ForwardedEventName, event?: Event) => void, isPauseRequested: () => boolean = () => false) {
    this.#emit = emit;
    this.#isPauseRequested = isPauseRequested;
  }

  /**
   * What the viewer wants, by the last reported value. A player that fails, reloads or is hidden pauses although the viewer did not pause it.
   */
  get paused(): boolean {
    return this.#isPauseRequested() || (!this.#isUnwantedPause && (this.#lastReported.paused ?? this.#wasPaused));
  }

  /** Whether a pause is the browser's own: Chromium pauses a muted player in a hidden tab, and plays it when the tab is seen. */
  isPausedByBrowser({ muted, ended }: MediaPort): boolean {
    return muted && !ended && isHidden() && !this.#isPauseRequested();
  }

  /** The failed player will not be recovered, so its pause concerns the page. */
  reportFailure(): void {
    if (!this.#media?.paused || this.#lastReported.paused !== false) return;
    this.#isUnwantedPause = true;
    this.#lastReported.paused = true;
    this.#emit('pause');
  }

  /** Listens to this player only. */
  follow(media: MediaPort): void {
    const before = this.#media;
    this.stop();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#media = media;
    this.#wasPaused = media.paused;
    if (before) this.#assume(before);
    for (const name of FORWARDED_EVENTS)
      media.addEventListener(name, (event) => this.#onEvent(name, media, event), { signal });
    if (before) this.#reportSkipped(media);
  }

  stop(): void {
    this.#listening?.abort();
  }

  #onEvent(name: ForwardedEventName, media: MediaPort, event?: Event): void {
    const reported = this.#lastReported;
    switch (name) {
      case 'play':
        if (reported.paused === false) return;
        reported.paused = false;
        this.#isUnwantedPause = false;
        break;
      case 'pause':
        // A failing player fires `pause` too. The engine recovers it without a pause for the viewer.
        if (reported.paused || (media.error && !this.#isPauseRequested())) return;
        reported.paused = true;
        this.#isUnwantedPause = this.isPausedByBrowser(media);
        break;
      case 'emptied':
        // WebKit fires it as soon as the source is set, before the pending event of an earlier `play()`.
        break;
      default:
        // Events arrive in the order of their causes: the event of an earlier `play()` would have arrived already.
        reported.paused ??= this.#wasPaused;
    }
    switch (name) {
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
        if (isSameVolume(media, reported)) return;
        Object.assign(reported, readVolume(media));
        break;
      // Each event updates its own value: both are reported when volume and rate change in one turn.
      case 'ratechange':
        if (media.playbackRate === reported.rate && media.defaultPlaybackRate === reported.defaultRate) return;
        Object.assign(reported, readRates(media));
    }
    this.#emit(name, event && copyMediaEvent(name, event));
  }

  /** Values that no event has reported yet are those that the page reads. */
  #assume(media: MediaPort): void {
    const reported = this.#lastReported;
    reported.paused ??= media.paused;
    if (Number.isNaN(reported.rate)) Object.assign(reported, readRates(media));
    if (Number.isNaN(reported.volume)) Object.assign(reported, readVolume(media));
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

const isHidden = () => globalThis.document?.visibilityState === 'hidden';
const readVolume = ({ volume, muted }: MediaPort) => ({ volume, muted });
const readRates = ({ playbackRate, defaultPlaybackRate }: MediaPort) => ({
  rate: playbackRate,
  defaultRate: defaultPlaybackRate,
});
