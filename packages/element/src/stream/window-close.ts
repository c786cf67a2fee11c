import type { Clock } from '@secure-stream/session/core';

/**
 * Calls back when the window of an element closes, or has closed, while the element is still connected: a pop-out window or a frame, not the
 * page's own window. The page may move the element elsewhere while the window closes. Returns a function that stops listening.
 */
export function onWindowClose({ ownerDocument }: Element, clock: Clock, callback: () => void): () => void {
  const view = ownerDocument.defaultView;
  // Runs after the page's own listeners for `pagehide`.
  const callBack = () => (cancelTimer = clock.at(clock.now(), callback));
  let cancelTimer = () => {};
  const onPageHide = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) callBack();
  };
  if (!view) callBack();
  else if (view !== window) view.addEventListener('pagehide', onPageHide);
  return () => {
    cancelTimer();
    view?.removeEventListener('pagehide', onPageHide);
  };
}
