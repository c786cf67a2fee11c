import type { Clock } from '@secure-stream/session/core';

/**
 * Emits events that the browser failed to fire. With Media Source Extensions, WebKitGTK fires `progress` only after the last data. It also
 * fires no `ended` if it was already waiting for data when the stream ended. Returns the function to call when an event may be missing.
 */
export function emitMissingEvent(
  video: EventTarget,
  type: 'progress' | 'ended',
  clock: Clock,
  signal: AbortSignal,
): () => void {
  let cancelTimer: (() => void) | undefined;
  const cancel = () => {
    cancelTimer?.();
    cancelTimer = undefined;
  };
  video.addEventListener(type, cancel, { signal });
  signal.addEventListener('abort', cancel);
  return () => {
    cancelTimer ??= clock.at(clock.now() + EVENT_TIMEOUT_MS, () => video.dispatchEvent(new Event(type)));
  };
}

/** Milliseconds. Twice the longest interval between two `progress` events (HTML, "resource fetch algorithm"). */
const EVENT_TIMEOUT_MS = 700;
