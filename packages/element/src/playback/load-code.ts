import { onRetryTime, type Clock } from '@secure-stream/session/core';

/**
 * Loads code, and again after each failure: the viewer may be offline for a moment. Returns `null` if nobody needs the code any more.
 *
 * @param onFailure Gets the error, and a function that ends the wait for the next attempt.
 */
export async function loadCode<Code>(
  load: (attempt: number) => Promise<Code>,
  clock: Clock,
  isEnded: () => boolean,
  onFailure: (error: unknown, retryNow: () => void) => void = () => {},
): Promise<Code | null> {
  for (let attempt = 0; ; attempt += 1)
    try {
      return await load(attempt);
    } catch (error) {
      await new Promise<void>((resolve) => onFailure(error, onRetryTime(attempt, clock, resolve)));
      if (isEnded()) return null;
    }
}
