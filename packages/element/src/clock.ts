/** Time, as everything below the element sees it. */
export interface Clock {
  /**
   * Milliseconds that have passed, from an arbitrary start. Never runs backwards, and counts what the machine slept:
   * a viewer who sets the wall clock, or closes the lid, moves it forward at most.
   */
  now(): number;
  /** The viewer's idea of the time, milliseconds since 1970. Often wrong. */
  wall(): number;
  /** Calls back once when `now()` has reached `time`, or soon after. Returns a function that forgets it. */
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
      // `performance.now()` may stand still while the machine sleeps; `Date.now()` goes on. Less than a second is rounding.
      const gap = newWall - wall - (newMonotonic - monotonic);
      if (gap > 1000) sleptMs += gap;
      [monotonic, wall] = [newMonotonic, newWall];
      return monotonic + sleptMs;
    },
    wall: () => Date.now(),
    at(time, callback) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const schedule = () => {
        const remaining = time - clock.now();
        // Looking again every few seconds notices a sleep, and `setTimeout` fires at once for more than 2³¹ − 1, `Infinity` included.
        if (remaining > 0) timer = setTimeout(schedule, Math.min(remaining, MAX_TIMEOUT_MS));
        else callback();
      };
      timer = setTimeout(schedule, Math.max(0, Math.min(time - clock.now(), MAX_TIMEOUT_MS)));
      return () => clearTimeout(timer);
    },
  };
  return clock;
}

const MAX_TIMEOUT_MS = 5000;
