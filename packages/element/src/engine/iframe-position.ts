/**
 * Where a player in a frame is at this moment. What it says of its time comes late, by more or by less, and never early: the best of the last
 * few messages is the one that puts it furthest ahead.
 */
export class FramePosition {
  #running = false;
  #rate = 1;
  /** Seconds. Where it stands, or where it began to run. */
  #place = 0;
  /** Seconds that place is ahead of time, as each message had it. */
  #leads: number[] = [];

  /** It says that it is here, now. Seconds, and `Clock.now()`. */
  heard(place: number, now: number): void {
    this.#place = place;
    this.#leads = [...this.#leads, place - (now / 1000) * this.#rate].slice(-MESSAGES);
  }

  /** It runs from here on, or stands. */
  turned(running: boolean, rate: number, place: number, now: number): void {
    this.#running = running;
    this.#rate = rate;
    this.#leads = [];
    this.heard(place, now);
  }

  /** Seconds. */
  at(now: number): number {
    if (!this.#running) return this.#place;
    // Silent for long: it may stand where it was last heard of.
    return Math.min(Math.max(...this.#leads) + (now / 1000) * this.#rate, this.#place + LONGEST * this.#rate);
  }
}

const MESSAGES = 8;
/** `timeupdate` comes at least every 250 ms (HTML, "time marches on"). */
const LONGEST = 1;
