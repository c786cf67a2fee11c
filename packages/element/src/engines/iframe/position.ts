/**
 * Estimates the current position of a player in a frame. Its time messages arrive with a varying delay and never early, so the best of the
 * last few is the one that gives the highest position.
 */
export class PositionEstimate {
  #isRunning = false;
  #rate = 1;
  /** Seconds. The position while paused, or where playback started. */
  #position = 0;
  /** Seconds between position and time, one for each message. */
  #offsets: number[] = [];

  /** Records that the player reported a position (seconds) at a time (`Clock.now()`). */
  report(position: number, now: number): void {
    this.#position = position;
    this.#offsets = [...this.#offsets, position - (now / 1000) * this.#rate].slice(-MAX_MESSAGES);
  }

  /** Starts or stops the estimate at a position. */
  restart(isRunning: boolean, rate: number, position: number, now: number): void {
    this.#isRunning = isRunning;
    this.#rate = rate;
    this.#offsets = [];
    this.report(position, now);
  }

  /** Seconds. */
  at(now: number): number {
    if (!this.#isRunning) return this.#position;
    // A player without messages for this long may have stopped.
    return Math.min(
      Math.max(...this.#offsets) + (now / 1000) * this.#rate,
      this.#position + MAX_SILENCE_S * this.#rate,
    );
  }
}

const MAX_MESSAGES = 8;
/** `timeupdate` fires at least every 250 ms (HTML, "time marches on"). */
const MAX_SILENCE_S = 1;
