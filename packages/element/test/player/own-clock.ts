import { SecureStreamElement } from '@secure-stream/element';
import { createClock, type Clock } from '../../src/clock.ts';
import { Player, type PlayerHost } from '../../src/player/player.ts';

/** A clock that a test can set, as the viewer can, and put to sleep, as a lid does. */
export class OwnClock implements Clock {
  /** Milliseconds by which the viewer's calendar is wrong. */
  wrong = 0;
  #slept = 0;
  readonly #page = createClock();

  now(): number {
    return this.#page.now() + this.#slept;
  }

  wall(): number {
    return this.#page.wall() + this.#slept + this.wrong;
  }

  /** Timers of a page look often enough for a test that sleeps. */
  at(time: number, callback: () => void): () => void {
    const timer = setInterval(() => {
      if (this.now() < time) return;
      clearInterval(timer);
      callback();
    }, 50);
    return () => clearInterval(timer);
  }

  sleep(milliseconds: number): void {
    this.#slept += milliseconds;
  }
}

let clock: Clock;

class ClockedStream extends SecureStreamElement {
  protected override createPlayer(host: PlayerHost): Player {
    return new Player({ ...host, clock });
  }
}
customElements.define('clocked-stream', ClockedStream);

/** A `<secure-stream>` that lives by this clock. */
export function createWithClock(own: Clock): SecureStreamElement {
  clock = own;
  return new ClockedStream();
}
