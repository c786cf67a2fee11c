import type { Clock } from './clock.js';
import { retryDelay } from './retry-delay.js';
import { onPageWake } from './wake.js';

/** Calls back after the nth failed try (from 0), or before that when the network may be back. Returns a function that calls back at once. */
export function onRetryTime(attempt: number, clock: Clock, retry: () => void, random = Math.random): () => void {
  const lifetime = new AbortController();
  const finish = () => {
    cancelTimer();
    lifetime.abort();
    retry();
  };
  const cancelTimer = clock.at(clock.now() + retryDelay(attempt, undefined, random), finish);
  onPageWake(finish, lifetime.signal);
  return finish;
}
