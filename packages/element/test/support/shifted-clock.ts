import { SecureStreamElement } from '@secure-stream/element';
import { createClock, type Clock } from '../../src/clock.ts';
import { Player } from '../../src/player/player.ts';
import type { PlayerHost } from '../../src/player/player-host.ts';

/** A clock with an offset, as of a wrong setting, and with sleep. */
export class ShiftedClock implements Clock {
  /** Error of the device's clock, in milliseconds. */
  offset = 0;
  #sleptMs = 0;
  readonly #pageClock = createClock();

  now(): number {
    return this.#pageClock.now() + this.#sleptMs;
  }

  wall(): number {
    return this.#pageClock.wall() + this.#sleptMs + this.offset;
  }

  /** Polls, so that a timer calls back soon after a sleep. */
  at(time: number, callback: () => void): () => void {
    const timer = setInterval(() => {
      if (this.now() < time) return;
      clearInterval(timer);
      callback();
    }, 50);
    return () => clearInterval(timer);
  }

  sleep(milliseconds: number): void {
    this.#sleptMs += milliseconds;
  }

  /** Advances the time in small steps. The due timers call back before the next step. */
  async elapse(milliseconds: number): Promise<void> {
    const STEPS = 20;
    for (let step = 0; step < STEPS; step += 1) {
      this.sleep(milliseconds / STEPS);
      await new Promise<void>((resolve) => this.at(this.now(), resolve));
    }
  }
}

let clock: Clock;

class StreamWithClock extends SecureStreamElement {
  protected override createPlayer(host: PlayerHost): Player {
    return new Player({ ...host, clock });
  }
}
customElements.define('clocked-stream', StreamWithClock);

/** A `<secure-stream>` that uses this clock. */
export function createElementWithClock(newClock: Clock): SecureStreamElement {
  clock = newClock;
  return new StreamWithClock();
}
