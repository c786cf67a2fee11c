/** The origin's own time, which a test can move without waiting. */
export interface OriginClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the time forward; a negative number moves it back. */
  jump(milliseconds: number): void;
  /** Resolves at this time or soon after, or when the signal aborts. */
  until(time: number, signal?: AbortSignal): Promise<void>;
}

/** @param wait Waits in real time. */
export function createClock(base: () => number, wait: (milliseconds: number) => Promise<void>): OriginClock {
  let offset = 0;
  let jumps = new AbortController();
  const clock: OriginClock = {
    now: () => base() + offset,
    jump(milliseconds) {
      offset += milliseconds;
      const previous = jumps;
      jumps = new AbortController();
      previous.abort();
    },
    async until(time, signal) {
      while (clock.now() < time && !signal?.aborted) {
        const round = new AbortController();
        await Promise.race([
          wait(Math.min(time - clock.now(), MAX_WAIT_MS)),
          firstAbort([jumps.signal, signal], round.signal),
        ]);
        round.abort();
      }
    },
  };
  return clock;
}

/** A timer cannot be cancelled through `wait`, so a timer that is no longer needed ends within a second. */
const MAX_WAIT_MS = 1000;

/** Resolves when the first of these signals aborts. Stops listening when `round` aborts. */
const firstAbort = (signals: readonly (AbortSignal | undefined)[], round: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) signal?.addEventListener('abort', () => resolve(), { signal: round });
  });
