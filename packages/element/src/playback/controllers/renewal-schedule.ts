import { isRemote, watchRemote } from '../../engines/remote-state.js';
import type { MediaPort } from '../../media/media-port.js';
import type { PlaybackController } from './controller.js';

export interface RenewalScheduleOptions {
  media(): MediaPort;
  /** Milliseconds before expiry at which the engine starts with the next token, by its current estimate. */
  leadTime(): number;
  requestUpdate(): void;
  readonly signal: AbortSignal;
}

/**
 * Sets the session's requirements: renewal on demand for a paused video in a hidden tab, the engine's lead time, and whether another device
 * plays.
 */
export function scheduleRenewal({
  media: currentMedia,
  leadTime,
  requestUpdate,
  signal,
}: RenewalScheduleOptions): PlaybackController {
  let reported = { renewOnDemand: false, leadTime: 0, remote: false };
  let watched: MediaPort | undefined;

  document.addEventListener('visibilitychange', requestUpdate, { signal });

  return () => {
    const media = currentMedia();
    if (media !== watched) watchRemote((watched = media), requestUpdate, signal);
    const remote = isRemote(media);
    const current = {
      renewOnDemand: document.hidden && media.paused && !remote,
      leadTime: leadTime(),
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
