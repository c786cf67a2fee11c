import type { Clock } from '@secure-stream/session/core';

/**
 * Values set on a player that answers late. A getter returns the value that was set until the player reports the same value or
 * `CONFIRMATION_MS` has passed. After that it returns what the player reports.
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

  /** `reported` is undefined if there is no player. `isLost`: the player will confirm nothing any more. */
  get(name: Name, reported: unknown, isLost = false): unknown {
    const pending = this.#values.get(name);
    if (!pending) return reported;
    if (reported === undefined || isLost || (this.#clock.now() <= pending.until && !Object.is(reported, pending.value)))
      return pending.value;
    this.#values.delete(name);
    return reported;
  }
}

/** Milliseconds. */
const CONFIRMATION_MS = 1000;
