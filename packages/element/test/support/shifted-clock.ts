import { SecureStreamElement } from '@secure-stream/element';
import { createClock, type Clock } from '../../../session/src/clock.ts';
import { PlaybackHost } from '../../src/playback/playback-host.ts';
import type { PlaybackHostOptions } from '../../src/playback/playback.ts';
import type { Fixture } from '@secure-stream/test-server';
import { mount } from './mount.ts';

/** A clock with an offset, as of a wrong setting, with sleep, and with a speed. */
export class ShiftedClock implements Clock {
  /** Error of the device's clock, in milliseconds. */
  offset = 0;
  #sleptMs = 0;
  #stoppedAt: number | undefined;
  readonly #speed: number;
  readonly #pageClock = createClock();
  readonly #startedAt = this.#pageClock.now();

  /** @param speed Seconds of this clock per second of the page. */
  constructor(speed = 1) {
    this.#speed = speed;
  }

  now(): number {
    const time = this.#pageClock.now();
    return this.#stoppedAt ?? time + this.#sleptMs + (time - this.#startedAt) * (this.#speed - 1);
  }

  wall(): number {
    return this.#pageClock.wall() + this.now() - this.#pageClock.now() + this.offset;
  }

  /** Polls, so that a timer calls back soon after a sleep. */
  at(time: number, callback: () => void): () => void {
    const timer = setInterval(() => {
      if (this.now() < time) return;
      clearInterval(timer);
      callback();
    }, 50 / this.#speed);
    return () => clearInterval(timer);
  }

  sleep(milliseconds: number): void {
    this.#sleptMs += milliseconds;
  }

  /** Lets no more time pass, so that nothing is tried again by itself. */
  stop(): void {
    this.#stoppedAt = this.now();
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
  protected override createPlayer(host: PlaybackHostOptions): PlaybackHost {
    return new PlaybackHost({ ...host, clock });
  }
}
customElements.define('clocked-stream', StreamWithClock);

/** A `<secure-stream>` that uses this clock. */
export function createElementWithClock(newClock: Clock): SecureStreamElement {
  clock = newClock;
  return new StreamWithClock();
}

/** How much faster than in reality time passes in a `mountFast()` player. Segments of 4 s then play for one second. */
export const SPEED = 4;

/**
 * Adds a player in which everything goes `speed` times as fast: playback, retry delays, deadlines and renewals. The order of what happens, and
 * how often, is the same. An origin with the same `speed` lets tokens expire as fast.
 */
export const mountFast = (
  fixture: Fixture,
  properties: Partial<SecureStreamElement> = {},
  speed = SPEED,
): SecureStreamElement =>
  mount(fixture, { playbackRate: speed, ...properties }, createElementWithClock(new ShiftedClock(speed)));
