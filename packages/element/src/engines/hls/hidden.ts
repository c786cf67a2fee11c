import type Hls from 'hls.js';

/**
 * Stops loading a live stream that is paused in a hidden page: its playlists would be requested every few seconds without a viewer, and each request
 * would renew the token. Loading starts again when the page is visible or playback is requested.
 */
export function suspendHiddenLive(hls: Hls, video: HTMLVideoElement, signal: AbortSignal): void {
  let isSuspended = false;
  const update = () => {
    const isUnwatched = document.hidden && video.paused && hls.latestLevelDetails?.live === true;
    if (isUnwatched === isSuspended) return;
    isSuspended = isUnwatched;
    if (isUnwatched) hls.stopLoad();
    else hls.startLoad();
  };
  document.addEventListener('visibilitychange', update, { signal });
  for (const type of ['pause', 'play']) video.addEventListener(type, update, { signal });
}
