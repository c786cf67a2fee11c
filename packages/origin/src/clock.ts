/** The origin's own time, so that a test can be an hour late without waiting for it. */
export interface OriginClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the origin's time by so many milliseconds; negative goes back. */
  jump(milliseconds: number): void;
}

export function createClock(base: () => number): OriginClock {
  let offset = 0;
  return {
    now: () => base() + offset,
    jump(milliseconds) {
      offset += milliseconds;
    },
  };
}
