import type { Clock } from '../../src/clock.js';

/** Time that stands still until it is moved. Counts who still wants to be called. */
export class FakeClock implements Clock {
  /** How far the viewer's clock is from the truth, in milliseconds. */
  skew = 0;
  #now = 1_000_000;
  readonly #alarms = new Set<{ readonly time: number; readonly callback: () => void }>();

  now(): number {
    return this.#now;
  }

  wall(): number {
    return TRUTH + this.#now + this.skew;
  }

  /** The server's idea of the same moment. */
  truth(): number {
    return TRUTH + this.#now;
  }

  at(time: number, callback: () => void): () => void {
    const alarm = { time, callback };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  get alarms(): readonly number[] {
    return [...this.#alarms].map(({ time }) => time);
  }

  /** Lets time pass: each alarm rings at its time, and what it sets off is finished before the next. */
  async pass(duration: number): Promise<void> {
    const end = this.#now + duration;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.time);
      this.#alarms.delete(next);
      next.callback();
      await settled();
    }
    this.#now = end;
    await settled();
  }

  /** Lets time pass until the next alarm has rung. */
  async ring(): Promise<void> {
    await this.pass(Math.min(...this.alarms) - this.#now);
  }

  /** The machine sleeps: time passes, and nothing rings before somebody looks. */
  sleep(duration: number): void {
    this.#now += duration;
  }

  #next(end: number) {
    return [...this.#alarms].filter(({ time }) => time <= end).sort((one, other) => one.time - other.time)[0];
  }
}

/** Every promise that can settle without time passing has settled. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const TRUTH = Date.UTC(2026, 10, 24);
