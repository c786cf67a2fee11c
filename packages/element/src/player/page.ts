import type { SessionShare } from '../session/shared.js';

/** Lets the session know, until `signal` is aborted, whether anybody watches: a film that is paused in a hidden tab needs no token. */
export function watchPage(
  share: SessionShare,
  video: HTMLVideoElement,
  isPaused: () => boolean,
  signal: AbortSignal,
): void {
  const look = () => share.adjust({ lazy: document.hidden && isPaused() });
  document.addEventListener('visibilitychange', look, { signal });
  for (const name of ['play', 'pause']) video.addEventListener(name, look, { signal });
  look();
}
