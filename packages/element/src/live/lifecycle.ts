import type { Clock } from '../clock.js';

export interface BroadcastWaitOptions {
  readonly clock: Clock;
  /** The address of the input's lifecycle, with a live token. Rejects when there is none. */
  lifecycleUrl(signal: AbortSignal): Promise<string>;
  /** What is waited for: that it is on the air, or that it is not any more. */
  readonly expectLive: boolean;
  /** How many questions to be patient for from the start: 0 asks soon. */
  readonly firstAttempt?: number;
  /** It has come. Called once, and the wait is over. */
  onReached(): void;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  readonly fetch?: typeof fetch;
  /** From 0 up to 1, never 1. */
  readonly random?: () => number;
}

/**
 * Milliseconds before the nth question (from 0): 3 s, then half as much again each time, 30 s at most, a quarter more or less, so that
 * a crowd that waits does not ask in step.
 */
export const computePollDelay = (attempt: number, random: () => number): number =>
  Math.min(3000 * 1.5 ** attempt, 30_000) * (0.75 + random() / 2);

/** Asks the origin again and again whether a live input is on the air. A hidden page asks nothing, and at once when it is seen again. */
export function pollLifecycle({
  clock,
  lifecycleUrl,
  expectLive,
  firstAttempt = 0,
  onReached,
  signal,
  fetch = (...args) => globalThis.fetch(...args),
  random = Math.random,
}: BroadcastWaitOptions): void {
  if (signal.aborted) return;
  let attempt = firstAttempt;
  let status: 'waiting' | 'polling' | 'paused' = 'waiting';
  let cancelTimer = () => {};

  const schedule = () => {
    status = 'waiting';
    cancelTimer = clock.at(clock.now() + computePollDelay(attempt, random), () => {
      attempt += 1;
      status = 'paused';
      if (!document.hidden) void poll();
    });
  };
  const poll = async () => {
    if (status === 'polling') return;
    status = 'polling';
    cancelTimer();
    const live = await fetchIsLive(signal, lifecycleUrl, fetch);
    if (signal.aborted) return;
    if (live === expectLive) onReached();
    else schedule();
  };

  document.addEventListener('visibilitychange', () => !document.hidden && void poll(), { signal });
  signal.addEventListener('abort', () => cancelTimer(), { once: true });
  schedule();
}

/** `{ isInput, videoUID, live }` (documentation: Watch a live stream). `null` for an answer that is none. */
async function fetchIsLive(
  signal: AbortSignal,
  lifecycleUrl: BroadcastWaitOptions['lifecycleUrl'],
  fetch: typeof globalThis.fetch,
): Promise<boolean | null> {
  try {
    const response = await fetch(await lifecycleUrl(signal), { signal, cache: 'no-store' });
    const live = ((await response.json()) as { live?: unknown } | null)?.live;
    return typeof live === 'boolean' ? live : null;
  } catch {
    return null;
  }
}
