import type { MediaPort } from '../media/media-port.js';
import type { ForwardedEventName } from '../media/media-events.js';

/** Whether the viewer or the page requested playback or a pause. `autoplay` decides only while it is `undecided`. */
export type Intent = 'undecided' | 'play' | 'pause';

/**
 * Derives the intent from a media event. Two pauses are not the viewer's: that of a player that fails, and that of a muted one in a hidden
 * tab, which Chromium plays again when the tab is seen.
 */
export function intentAfter(
  intent: Intent,
  event: ForwardedEventName,
  { error, muted }: Pick<MediaPort, 'error' | 'muted'>,
): Intent {
  return event === 'play' || (event === 'pause' && !error && !(muted && document.hidden)) ? event : intent;
}

/** Stores the playback intent of one player. */
export class PlayIntent {
  #value: Intent = 'undecided';
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get value(): Intent {
    return this.#value;
  }

  set(intent: Intent): void {
    if (intent === this.#value) return;
    this.#value = intent;
    this.#changed();
  }

  /**
   * Sets the intent to `play` unless `attempt` is refused. A browser that blocks audio without a gesture has decided nothing for the
   * viewer.
   */
  play(attempt: () => Promise<void>): Promise<void> {
    const before = this.#value;
    this.set('play');
    const played = attempt();
    played.catch(({ name }: Error) => {
      if (this.#value === 'play' && name === 'NotAllowedError') this.set(before);
    });
    return played;
  }

  /** An element that is removed pauses, as `<video>` does. With `autoplay` it plays again when it returns, unless it was paused. */
  leave(autoplay: boolean): void {
    if (!autoplay && this.#value === 'play') this.set('pause');
  }

  /** Returns the settings, with `autoplay` only while the intent is undecided. */
  apply<Settings extends { readonly autoplay: boolean }>(settings: Settings): Settings {
    return { ...settings, autoplay: settings.autoplay && this.#value === 'undecided' };
  }
}
