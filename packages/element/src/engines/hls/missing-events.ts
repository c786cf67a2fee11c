import type { Clock } from '../../clock.js';

/**
 * Says what the browser should have said by now, and has not: of what comes through Media Source Extensions, WebKitGTK says `progress` only
 * after the last, and no `ended` where it waited already for more when it heard that nothing follows. Returns what is to be called when there
 * is something to say.
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

/** Milliseconds. Twice what a browser lets pass between two `progress` (HTML, "resource fetch algorithm"). */
const EVENT_TIMEOUT_MS = 700;
