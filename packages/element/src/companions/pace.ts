import { isRemote } from '../engine/remote-state.js';
import type { Companion, Journey } from './journey.js';

/**
 * Lets the session know whether anybody watches, for a film that is paused in a hidden tab needs no token; how early its engine wants one; and
 * whether another device plays.
 */
export function keepPace(journey: Journey): Companion {
  let told = { lazy: false, lead: 0, remote: false };

  const look = () => {
    const remote = isRemote(journey.media);
    const now = { lazy: document.hidden && journey.media.paused && !remote, lead: journey.lead, remote };
    if (now.lazy === told.lazy && now.lead === told.lead && now.remote === told.remote) return;
    told = now;
    journey.adjust(now);
  };
  document.addEventListener('visibilitychange', look, { signal: journey.signal });
  return look;
}
