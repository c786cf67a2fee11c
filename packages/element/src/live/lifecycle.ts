import type { Clock } from '@secure-stream/session/core';

export interface BroadcastWaitOptions {
  readonly clock: Clock;
  /** Requests the live input's lifecycle. Rejects if there is no token or no network. */
  request(signal: AbortSignal): Promise<Response>;
  /** Waits for the live stream to start (`true`) or to end (`false`). */
  readonly expectLive: boolean;
  /** The attempt to start with. Later attempts have longer delays; 0 polls soon. */
  readonly firstAttempt?: number;
  /** Called once when the expected state is reached. Polling has stopped then. */
  onReached(): void;
  /** Stops polling. */
  readonly signal: AbortSignal;
  /** Returns a number from 0 to 1, without 1. */
  readonly random?: () => number;
}

/**
 * Milliseconds before attempt n (from 0): 3 s, growing by half each time up to 30 s, ± 25 %. The jitter spreads the requests of a waiting
 * audience.
 */
export const computePollDelay = (attempt: number, random: () => number): number =>
  Math.min(3000 * 1.5 ** attempt, 30_000) * (0.75 + random() / 2);

/** Polls the origin until a live input starts or ends. A hidden page does not poll, and polls at once when it becomes visible. */
export function pollLifecycle({
  clock,
  request,
  expectLive,
  firstAttempt = 0,
  onReached,
  signal,
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
    const live = await fetchIsLive(request, signal);
    if (signal.aborted) return;
    if (live === expectLive) onReached();
    else schedule();
  };

  document.addEventListener('visibilitychange', () => !document.hidden && void poll(), { signal });
  signal.addEventListener('abort', () => cancelTimer(), { once: true });
  schedule();
}

/** Reads `{ isInput, videoUID, live }` (documentation: Watch a live stream). `null` for any other response. */
async function fetchIsLive(request: BroadcastWaitOptions['request'], signal: AbortSignal): Promise<boolean | null> {
  try {
    const response = await request(signal);
    const live = ((await response.json()) as { live?: unknown } | null)?.live;
    return typeof live === 'boolean' ? live : null;
  } catch {
    return null;
  }
}
