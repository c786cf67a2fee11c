import type { RateLimit } from './api-options.js';
import { ApiError } from './envelope.js';

/** Credentials that are counted at the same time. */
const MAX_CALLERS = 10_000;

/** Counts the requests of each caller in windows that begin with the first request. Returns a function that throws above the limit. */
export function createRateLimiter({ requests, seconds }: RateLimit, now: () => number): (caller: string) => void {
  const windows = new Map<string, { readonly end: number; readonly count: number }>();
  return (caller) => {
    const time = now();
    const open = windows.get(caller);
    const { end, count } = open && time < open.end ? open : { end: time + seconds * 1000, count: 0 };
    if (windows.size >= MAX_CALLERS) windows.clear();
    windows.set(caller, { end, count: count + 1 });
    if (count < requests) return;
    throw new ApiError('rate-limited', 'Please wait and consider throttling your request speed', {
      'Retry-After': String(Math.ceil((end - time) / 1000)),
    });
  };
}
