import { isRemote, watchRemote } from '../../engines/remote-state.js';
import type { MediaPort } from '../../media/media-port.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/**
 * Sets the session's requirements: renewal on demand for a paused video in a hidden tab, the engine's lead time, and whether another device
 * plays.
 */
export function scheduleRenewal(context: PlaybackContext): PlaybackController {
  let reported = { renewOnDemand: false, leadTime: 0, remote: false };
  let watched: MediaPort | undefined;

  document.addEventListener('visibilitychange', () => context.requestUpdate(), { signal: context.signal });

  return () => {
    const { media } = context;
    if (media !== watched) watchRemote((watched = media), () => context.requestUpdate(), context.signal);
    const remote = isRemote(media);
    const current = {
      renewOnDemand: document.hidden && media.paused && !remote,
      leadTime: context.leadTime,
      remote,
    };
    if (
      current.renewOnDemand === reported.renewOnDemand &&
      current.leadTime === reported.leadTime &&
      current.remote === reported.remote
    )
      return;
    reported = current;
    return { requirements: current };
  };
}
