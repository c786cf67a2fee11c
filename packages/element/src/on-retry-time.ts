import type { Clock } from './clock.js';
import { retryDelay } from './retry-delay.js';
import { onPageWake } from './wake.js';

/** Calls back after the nth failed try (from 0), or before that when the network may be back. Returns a function that cancels it. */
export function onRetryTime(attempt: number, clock: Clock, retry: () => void, random = Math.random): () => void {
  const cancel = () => {
    cancelTimer();
    stopListening();
  };
  const finish = () => {
    cancel();
    retry();
  };
  const cancelTimer = clock.at(clock.now() + retryDelay(attempt, undefined, random), finish);
  const stopListening = onPageWake(finish);
  return cancel;
}
