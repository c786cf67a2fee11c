import type { Clock } from '../../src/clock.js';

/** Time that stands still until it is moved. Counts who still wants to be called. */
export class FakeClock implements Clock {
  /** How far the viewer's clock is from the truth, in milliseconds. */
  skew = 0;
  #now = 1_000_000;
  readonly #timers = new Set<{ readonly time: number; readonly callback: () => void }>();

  now(): number {
    return this.#now;
  }

  wall(): number {
    return EPOCH_MS + this.#now + this.skew;
  }

  /** The server's idea of the same moment. */
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

  /** Lets time pass: each alarm rings at its time, and what it sets off is finished before the next. */
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

  /** Lets time pass until the next alarm has rung. */
  async advanceToNextTimer(): Promise<void> {
    await this.advance(Math.min(...this.timers) - this.#now);
  }

  /** The machine sleeps: time passes, and nothing rings before somebody looks. */
  sleep(duration: number): void {
    this.#now += duration;
  }

  #next(end: number) {
    return [...this.#timers].filter(({ time }) => time <= end).sort((one, other) => one.time - other.time)[0];
  }
}

/** Every promise that can settle without time passing has settled. */
export const flushPromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const EPOCH_MS = Date.UTC(2026, 10, 24);
