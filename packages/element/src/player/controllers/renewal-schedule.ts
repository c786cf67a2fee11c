import { isRemote } from '../../engines/remote-state.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/**
 * Lets the session know whether anybody watches, for a film that is paused in a hidden tab needs no token; how early its engine wants one; and
 * whether another device plays.
 */
export function scheduleRenewal(context: PlaybackContext): PlaybackController {
  let reported = { renewOnDemand: false, leadTime: 0, remote: false };

  const update = () => {
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
    context.setRequirements(current);
  };
  document.addEventListener('visibilitychange', update, { signal: context.signal });
  return update;
}
