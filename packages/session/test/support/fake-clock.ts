import type { Clock } from '../../src/clock.js';

/** A clock whose time advances only when a test does so. Lists the pending timers. */
export class FakeClock implements Clock {
  /** Error of the device's clock, in milliseconds. */
  skew = 0;
  #now = 1_000_000;
  readonly #timers = new Set<{ readonly time: number; readonly callback: () => void }>();

  now(): number {
    return this.#now;
  }

  wall(): number {
    return EPOCH_MS + this.#now + this.skew;
  }

  /** The correct time, in milliseconds since 1970. */
  serverTime(): number {
    return EPOCH_MS + this.#now;
  }

  at(time: number, callback: () => void): () => void {
    const timer = { time, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get timers(): readonly number[] {
    return [...this.#timers].map(({ time }) => time);
  }

  /** Advances the time. Calls each timer at its time, and flushes promises before the next one. */
  async advance(duration: number): Promise<void> {
    const end = this.#now + duration;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.time);
      this.#timers.delete(next);
      next.callback();
      await flushPromises();
    }
    this.#now = end;
    await flushPromises();
  }

  /** Advances the time to the next timer, and calls it. */
  async advanceToNextTimer(): Promise<void> {
    await this.advance(Math.min(...this.timers) - this.#now);
  }

  /** Simulates a machine that sleeps: the time advances without a timer. */
  sleep(duration: number): void {
    this.#now += duration;
  }

  #next(end: number) {
    return [...this.#timers].filter(({ time }) => time <= end).sort((one, other) => one.time - other.time)[0];
  }
}

/** Resolves when all promises have settled that do not wait for a timer. */
export const flushPromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const EPOCH_MS = Date.UTC(2026, 10, 24);
