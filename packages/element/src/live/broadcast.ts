import type { Clock } from '../clock.js';

export interface BroadcastWaitOptions {
  readonly clock: Clock;
  /** The address of the input's lifecycle, with a live token. Rejects when there is none. */
  address(signal: AbortSignal): Promise<string>;
  /** What is waited for: that it is on the air, or that it is not any more. */
  readonly onAir: boolean;
  /** How many questions to be patient for from the start: 0 asks soon. */
  readonly patience?: number;
  /** It has come. Called once, and the wait is over. */
  came(): void;
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
export const pollDelay = (attempt: number, random: () => number): number =>
  Math.min(3000 * 1.5 ** attempt, 30_000) * (0.75 + random() / 2);

/** Asks the origin again and again whether a live input is on the air. A hidden page asks nothing, and at once when it is seen again. */
export function waitForBroadcast({
  clock,
  address,
  onAir,
  patience = 0,
  came,
  signal,
  fetch = (...args) => globalThis.fetch(...args),
  random = Math.random,
}: BroadcastWaitOptions): void {
  if (signal.aborted) return;
  let attempt = patience;
  let stage: 'waiting' | 'asking' | 'asleep' = 'waiting';
  let forget = () => {};

  const wait = () => {
    stage = 'waiting';
    forget = clock.at(clock.now() + pollDelay(attempt, random), () => {
      attempt += 1;
      stage = 'asleep';
      if (!document.hidden) void ask();
    });
  };
  const ask = async () => {
    if (stage === 'asking') return;
    stage = 'asking';
    forget();
    const live = await isLive(signal, address, fetch);
    if (signal.aborted) return;
    if (live === onAir) came();
    else wait();
  };

  document.addEventListener('visibilitychange', () => !document.hidden && void ask(), { signal });
  signal.addEventListener('abort', () => forget(), { once: true });
  wait();
}

/** `{ isInput, videoUID, live }` (documentation: Watch a live stream). `null` for an answer that is none. */
async function isLive(
  signal: AbortSignal,
  address: BroadcastWaitOptions['address'],
  fetch: typeof globalThis.fetch,
): Promise<boolean | null> {
  try {
    const response = await fetch(await address(signal), { signal, cache: 'no-store' });
    const live = ((await response.json()) as { live?: unknown } | null)?.live;
    return typeof live === 'boolean' ? live : null;
  } catch {
    return null;
  }
}
