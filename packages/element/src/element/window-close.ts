import type { Clock } from '../clock.js';

/**
 * Calls back when the window of an element closes while the element is still connected: a pop-out window or a frame, not the page's own
 * window. The page may move the element elsewhere while the window closes. Returns a function that stops listening.
 */
export function onWindowClose({ ownerDocument }: Element, clock: Clock, callback: () => void): () => void {
  const view = ownerDocument.defaultView;
  if (!view || view === window) return () => {};
  let cancelTimer = () => {};
  const onPageHide = ({ persisted }: PageTransitionEvent) => {
    // Runs after the page's own listeners for this event.
    if (!persisted) cancelTimer = clock.at(clock.now(), callback);
  };
  view.addEventListener('pagehide', onPageHide);
  return () => {
    cancelTimer();
    view.removeEventListener('pagehide', onPageHide);
  };
}
