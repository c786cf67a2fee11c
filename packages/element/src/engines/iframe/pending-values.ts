import type { Clock } from '../../clock.js';

/**
 * What was set on a player that answers late. A value is what it was set to until the player says the same, or has had the time to: then it
 * is what the player says.
 */
export class PendingValues<Name extends string> {
  readonly #clock: Clock;
  readonly #values = new Map<Name, { readonly value: unknown; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(name: Name, value: unknown): void {
    this.#values.set(name, { value, until: this.#clock.now() + CONFIRMATION_MS });
  }

  /** `said` is undefined while there is nobody to say anything. */
  get(name: Name, reported: unknown): unknown {
    const pending = this.#values.get(name);
    if (!pending) return reported;
    if (reported === undefined || (this.#clock.now() <= pending.until && !Object.is(reported, pending.value)))
      return pending.value;
    this.#values.delete(name);
    return reported;
  }
}

/** Milliseconds. */
const CONFIRMATION_MS = 1000;
