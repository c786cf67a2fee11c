import type { MediaPort } from '../media/media-port.js';
import type { ForwardedEventName } from '../media/media-events.js';

/** Whether playback was requested, by the viewer or by the page. `autoplay` decides only while nobody has. */
export type Intent = 'undecided' | 'play' | 'pause';

/** What an event of the media says about it. A player that fails pauses too, and its viewer did not. */
export function intentAfter(intent: Intent, event: ForwardedEventName, { error }: Pick<MediaPort, 'error'>): Intent {
  if (event === 'play') return 'play';
  return event === 'pause' && !error ? 'pause' : intent;
}

/** Holds the intent of one player. */
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

  /** Until `attempt` is refused: a browser that allows no sound without a click has decided nothing for the viewer. */
  play(attempt: () => Promise<void>): Promise<void> {
    const before = this.#value;
    this.set('play');
    const played = attempt();
    played.catch((error: unknown) => {
      if (this.#value === 'play' && error instanceof DOMException && error.name === 'NotAllowedError') this.set(before);
    });
    return played;
  }

  /** An element that leaves the page pauses, as `<video>` does. One with `autoplay` plays again when it comes back, unless it was paused. */
  leave(autoplay: boolean): void {
    if (this.#value === 'play' && !autoplay) this.set('pause');
  }

  /** What a page says, with `autoplay` only while nobody has decided. */
  apply<Settings extends { readonly autoplay: boolean }>(settings: Settings): Settings {
    return { ...settings, autoplay: settings.autoplay && this.#value === 'undecided' };
  }
}
