import type { Clock } from '@secure-stream/session/core';
import type { PlaybackController } from './controller.js';

export interface WindowCloseOptions {
  readonly mediaContainer: HTMLElement;
  readonly clock: Clock;
  /** The element has left the page. */
  disconnect(): void;
  readonly signal: AbortSignal;
}

/**
 * Ends playback when the window of the element closes, or has closed, while the element is still connected: a pop-out window or a frame, not
 * the page's own window. The page may move the element elsewhere while the window closes.
 */
export function endWithWindow({ mediaContainer, clock, disconnect, signal }: WindowCloseOptions): PlaybackController {
  let watched = document;
  let leave = () => {};
  signal.addEventListener('abort', () => leave());

  return () => {
    const { ownerDocument } = mediaContainer;
    if (ownerDocument === watched) return;
    watched = ownerDocument;
    leave();
    const view = ownerDocument.defaultView;
    let cancelTimer = () => {};
    // Runs after the page's own listeners for `pagehide`.
    const end = () => (cancelTimer = clock.at(clock.now(), disconnect));
    const onPageHide = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) end();
    };
    if (!view) end();
    else if (view !== window) view.addEventListener('pagehide', onPageHide);
    leave = () => {
      cancelTimer();
      view?.removeEventListener('pagehide', onPageHide);
    };
  };
}
