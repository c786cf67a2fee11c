import type { Companion, Journey } from './journey.js';

/** Lets the session know whether anybody watches, for a film that is paused in a hidden tab needs no token, and how early its engine wants one. */
export function keepPace(journey: Journey): Companion {
  let told = { lazy: false, lead: 0 };

  const look = () => {
    const now = { lazy: document.hidden && journey.media.paused, lead: journey.lead };
    if (now.lazy === told.lazy && now.lead === told.lead) return;
    told = now;
    journey.adjust(now);
  };
  document.addEventListener('visibilitychange', look, { signal: journey.signal });
  return look;
}
