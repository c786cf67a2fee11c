/** The origin's own time, so that a test can be an hour late without waiting for it. */
export interface OriginClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the origin's time by so many milliseconds; negative goes back. */
  jump(milliseconds: number): void;
  /** Resolves when it is this time, or soon after, or when it is given up. */
  until(time: number, signal?: AbortSignal): Promise<void>;
}

/** @param wait Waits so many milliseconds of real time. */
export function createClock(base: () => number, wait: (milliseconds: number) => Promise<void>): OriginClock {
  let offset = 0;
  let jumps = new AbortController();
  const clock: OriginClock = {
    now: () => base() + offset,
    jump(milliseconds) {
      offset += milliseconds;
      const jumped = jumps;
      jumps = new AbortController();
      jumped.abort();
    },
    async until(time, signal) {
      while (clock.now() < time && !signal?.aborted) {
        const round = new AbortController();
        await Promise.race([
          wait(Math.min(time - clock.now(), LONGEST_WAIT)),
          firstAbort([jumps.signal, signal], round.signal),
        ]);
        round.abort();
      }
    },
  };
  return clock;
}

/** A wait that an abort has left behind ends within a second. */
const LONGEST_WAIT = 1000;

/** Resolves with the first of these signals; listens until the round is over. */
const firstAbort = (signals: readonly (AbortSignal | undefined)[], round: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) signal?.addEventListener('abort', () => resolve(), { signal: round });
  });
