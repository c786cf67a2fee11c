import type { Clock } from '../clock.js';

/**
 * Says `progress` where the browser does not: of media that come through Media Source Extensions, WebKitGTK says so only after the last.
 * Returns what is to be called when some have come.
 */
export function tellProgress(video: EventTarget, clock: Clock, signal: AbortSignal): () => void {
  let forget: (() => void) | undefined;
  const told = () => {
    forget?.();
    forget = undefined;
  };
  video.addEventListener('progress', told, { signal });
  signal.addEventListener('abort', told);
  return () => {
    forget ??= clock.at(clock.now() + PATIENCE, () => video.dispatchEvent(new Event('progress')));
  };
}

/** Milliseconds. Twice what a browser lets pass between two (HTML, "resource fetch algorithm"). */
const PATIENCE = 700;
