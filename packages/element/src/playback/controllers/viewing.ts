import type { Viewing } from '@secure-stream/session/core';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Releases the viewing when its last playback ends or the page is left, and renews it when the page returns from the back-forward cache. */
export function releaseViewing(context: PlaybackContext): PlaybackController {
  const { signal, viewing } = context;
  // The player's next playback may continue the viewing.
  signal.addEventListener('abort', () => queueMicrotask(() => viewing.players > 0 || context.releaseViewing()));

  const onPageHide = () => {
    if (released.has(viewing)) return;
    released.add(viewing);
    context.releaseViewing();
  };
  const onPageShow = () => {
    if (released.delete(viewing)) context.refreshToken().catch(() => undefined);
  };
  addEventListener('pagehide', onPageHide, { signal });
  addEventListener('pageshow', onPageShow, { signal });
  return () => undefined;
}

/** The viewings that were released when the page was left. Several players may share one. */
const released = new WeakSet<Viewing>();
