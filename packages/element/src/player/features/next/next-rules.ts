interface Moment {
  /** Seconds. */
  readonly currentTime: number;
  /** Seconds. `NaN` while it is unknown. */
  readonly duration: number;
  readonly playbackRate: number;
  readonly loop: boolean;
  readonly isLive: boolean;
}

/** What is due for the next video: nothing, to fetch what it needs first, or to offer it to the viewer too. */
export type NextStep = 'wait' | 'prefetch' | 'offer';

export function decideNextStep(moment: Moment): NextStep {
  if (moment.isLive || moment.loop || !Number.isFinite(moment.duration)) return 'wait';
  const left = secondsLeft(moment);
  return left <= OFFER_S ? 'offer' : left <= PREFETCH_S ? 'prefetch' : 'wait';
}

/** Seconds until the end at this speed. */
export const secondsLeft = ({
  currentTime,
  duration,
  playbackRate,
}: Pick<Moment, 'currentTime' | 'duration' | 'playbackRate'>): number =>
  Math.max(0, duration - currentTime) / Math.abs(playbackRate || 1);

/** Enough for a slow token endpoint. A token does not get old meanwhile. */
const PREFETCH_S = 20;
/** Enough to read, and to decide. */
export const OFFER_S = 10;
