/**
 * Where a player in a frame is at this moment. What it says of its time comes late, by more or by less, and never early: the best of the last
 * few messages is the one that puts it furthest ahead.
 */
export class PositionEstimate {
  #isRunning = false;
  #rate = 1;
  /** Seconds. Where it stands, or where it began to run. */
  #position = 0;
  /** Seconds that place is ahead of time, as each message had it. */
  #offsets: number[] = [];

  /** It says that it is here, now. Seconds, and `Clock.now()`. */
  report(position: number, now: number): void {
    this.#position = position;
    this.#offsets = [...this.#offsets, position - (now / 1000) * this.#rate].slice(-MAX_MESSAGES);
  }

  /** It runs from here on, or stands. */
  restart(isRunning: boolean, rate: number, position: number, now: number): void {
    this.#isRunning = isRunning;
    this.#rate = rate;
    this.#offsets = [];
    this.report(position, now);
  }

  /** Seconds. */
  at(now: number): number {
    if (!this.#isRunning) return this.#position;
    // Silent for long: it may stand where it was last heard of.
    return Math.min(
      Math.max(...this.#offsets) + (now / 1000) * this.#rate,
      this.#position + MAX_SILENCE_S * this.#rate,
    );
  }
}

const MAX_MESSAGES = 8;
/** `timeupdate` comes at least every 250 ms (HTML, "time marches on"). */
const MAX_SILENCE_S = 1;
