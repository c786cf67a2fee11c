/**
 * Estimates the current position of a player in a frame. Its time messages arrive with a varying delay and never early, so the best of the
 * last few are the ones that give the highest position.
 */
export class PositionEstimate {
  #isRunning = false;
  #rate = 1;
  /** Seconds. The last reported position. */
  #position = 0;
  /** Seconds between position and time when playback started. The player may start later, so messages replace it. */
  #startOffset = 0;
  /** Seconds between position and time, one for each message since then. */
  #offsets: number[] = [];

  /** Records that the player reported a position (seconds) at a time (`Clock.now()`). */
  report(position: number, now: number): void {
    // The player has not started to move.
    if (this.#offsets.length === 0 && position === this.#position) return;
    this.#position = position;
    this.#offsets = [...this.#offsets, this.#offsetOf(position, now)].slice(-MAX_MESSAGES);
  }

  /** Records whether the player runs, from a position on. A player that continues to run at the same rate keeps its messages. */
  update(isRunning: boolean, rate: number, position: number, now: number): void {
    if (isRunning && this.#isRunning && rate === this.#rate) return this.report(position, now);
    this.#isRunning = isRunning;
    this.#rate = rate;
    this.#position = position;
    this.#startOffset = this.#offsetOf(position, now);
    this.#offsets = [];
  }

  /** Seconds. */
  at(now: number): number {
    if (!this.#isRunning) return this.#position;
    const [best = this.#startOffset, second = best] = this.#offsets.toSorted((a, b) => b - a);
    // The best one alone may come from before a moment at which the player stood still.
    const offset = this.#offsets.length < MIN_MESSAGES ? best : second;
    // A player without messages for this long may have stopped.
    return Math.min(offset + (now / 1000) * this.#rate, this.#position + MAX_SILENCE_S * this.#rate);
  }

  #offsetOf(position: number, now: number): number {
    return position - (now / 1000) * this.#rate;
  }
}

const MAX_MESSAGES = 8;
const MIN_MESSAGES = 3;
/** `timeupdate` fires at least every 250 ms (HTML, "time marches on"). */
const MAX_SILENCE_S = 1;
