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
  let asleep = 0;
  let monotonic = performance.now();
  let wall = Date.now();

  const clock: Clock = {
    now() {
      const [newMonotonic, newWall] = [performance.now(), Date.now()];
      // `performance.now()` may stand still while the machine sleeps; `Date.now()` goes on. Less than a second is rounding.
      const ahead = newWall - wall - (newMonotonic - monotonic);
      if (ahead > 1000) asleep += ahead;
      [monotonic, wall] = [newMonotonic, newWall];
      return monotonic + asleep;
    },
    wall: () => Date.now(),
    at(time, callback) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const arm = () => {
        const left = time - clock.now();
        // Looking again every few seconds notices a sleep, and `setTimeout` fires at once for more than 2³¹ − 1, `Infinity` included.
        if (left > 0) timer = setTimeout(arm, Math.min(left, LONGEST_NAP));
        else callback();
      };
      timer = setTimeout(arm, Math.max(0, Math.min(time - clock.now(), LONGEST_NAP)));
      return () => clearTimeout(timer);
    },
  };
  return clock;
}

const LONGEST_NAP = 5000;
