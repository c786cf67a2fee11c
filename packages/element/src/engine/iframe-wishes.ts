import type { Clock } from '../clock.js';

/**
 * What was set on a player that answers late. A value is what it was set to until the player says the same, or has had the time to: then it
 * is what the player says.
 */
export class Wishes<Name extends string> {
  readonly #clock: Clock;
  readonly #values = new Map<Name, { readonly value: unknown; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(name: Name, value: unknown): void {
    this.#values.set(name, { value, until: this.#clock.now() + CONFIRMATION });
  }

  /** `said` is undefined while there is nobody to say anything. */
  get(name: Name, said: unknown): unknown {
    const wish = this.#values.get(name);
    if (!wish) return said;
    if (said === undefined || (this.#clock.now() <= wish.until && !Object.is(said, wish.value))) return wish.value;
    this.#values.delete(name);
    return said;
  }
}

/** Milliseconds. */
const CONFIRMATION = 1000;
