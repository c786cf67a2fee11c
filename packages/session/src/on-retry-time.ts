import type { Clock } from './clock.js';
import { retryDelay } from './retry-delay.js';
import { onPageWake } from './wake.js';

/** Calls back after the nth failed try (from 0), or before that when the network may be back. Returns a function that calls back at once. */
export function onRetryTime(attempt: number, clock: Clock, retry: () => void, random = Math.random): () => void {
  const finish = () => {
    cancelTimer();
    stopListening();
    retry();
  };
  const cancelTimer = clock.at(clock.now() + retryDelay(attempt, undefined, random), finish);
  const stopListening = onPageWake(finish);
  return finish;
}
