import { isRemote } from '../../engines/remote-state.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/**
 * Sets the session's requirements: renewal on demand for a paused video in a hidden tab, the engine's lead time, and whether another device
 * plays.
 */
export function scheduleRenewal(context: PlaybackContext): PlaybackController {
  let reported = { renewOnDemand: false, leadTime: 0, remote: false };

  document.addEventListener('visibilitychange', () => context.requestUpdate(), { signal: context.signal });

  return () => {
    const remote = isRemote(context.media);
    const current = {
      renewOnDemand: document.hidden && context.media.paused && !remote,
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
