import type { LoaderConfig, LoaderResponse } from 'hls.js';
import type { Attempt } from './attempt.js';

/** Milliseconds until the next attempt, as hls.js would wait. `null`: there is none. */
export function computeRetryDelay(
  { errorRetry, timeoutRetry }: Pick<LoaderConfig, 'errorRetry' | 'timeoutRetry'>,
  { problem, status }: Pick<Attempt, 'problem' | 'status'>,
  retries: number,
  url: string,
): number | null {
  const isTimeout = problem === 'timeout';
  const policy = isTimeout ? timeoutRetry : errorRetry;
  if (!policy || retries >= policy.maxNumRetry) return null;
  const isRetryable = isTimeout || (status === 0 ? !navigator.onLine : status < 400 || status > 499);
  const response: LoaderResponse | undefined = isTimeout ? undefined : { url, code: status };
  if (!(policy.shouldRetry?.(policy, retries, isTimeout, response, isRetryable) ?? isRetryable)) return null;
  const factor = policy.backoff === 'linear' ? 1 : 2 ** retries;
  return Math.min(factor * policy.retryDelayMs, policy.maxRetryDelayMs);
}
