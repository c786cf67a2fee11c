import { ApiError } from './envelope.js';

/** The service allows 1,200 requests in five minutes (documentation of its API). */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** Counts the calls of each caller in windows that begin with their first call. Returns what throws when there were too many. */
export function createRateLimiter({ requests, seconds }: RateLimit, now: () => number): (caller: string) => void {
  const windows = new Map<string, { readonly end: number; readonly count: number }>();
  return (caller) => {
    const time = now();
    const open = windows.get(caller);
    const { end, count } = open && time < open.end ? open : { end: time + seconds * 1000, count: 0 };
    windows.set(caller, { end, count: count + 1 });
    if (count < requests) return;
    throw new ApiError('rate-limited', 'Please wait and consider throttling your request speed', {
      'Retry-After': String(Math.ceil((end - time) / 1000)),
    });
  };
}
