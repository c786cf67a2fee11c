/** The source of time for the whole player. */
export interface Clock {
  /**
   * Milliseconds since an arbitrary start. Never runs backwards, and includes the time that the machine slept. A change of the wall clock
   * can only move it forward.
   */
  now(): number;
  /** The time of the viewer's clock, in milliseconds since 1970. Often wrong. */
  wall(): number;
  /** Calls back once when `now()` has reached `time`, or shortly after. Returns a function that cancels the callback. */
  at(time: number, callback: () => void): () => void;
}

/** The page's clock. */
export function createClock(): Clock {
  let sleptMs = 0;
  let monotonic = performance.now();
  let wall = Date.now();

  const clock: Clock = {
    now() {
      const [newMonotonic, newWall] = [performance.now(), Date.now()];
      // `performance.now()` may stop while the machine sleeps; `Date.now()` does not. A gap of less than a second is
      // rounding.
      const gap = newWall - wall - (newMonotonic - monotonic);
      if (gap > 1000) sleptMs += gap;
      [monotonic, wall] = [newMonotonic, newWall];
      return monotonic + sleptMs;
    },
    wall: () => Date.now(),
    at(time, callback) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      // Checking every few seconds detects a sleep. `setTimeout` also fires at once for delays above 2³¹ − 1, including
      // `Infinity`.
      const wait = () => {
        const delay = Math.max(0, Math.min(time - clock.now(), MAX_TIMEOUT_MS));
        timer = setTimeout(() => (clock.now() < time ? wait() : callback()), delay);
      };
      wait();
      return () => clearTimeout(timer);
    },
  };
  return clock;
}

const MAX_TIMEOUT_MS = 5000;
