/** Seconds. Who stops this early, or this near to the end, does not continue there. */
export const MARGIN_S = 10;
/** The share of a video that is credits. */
const CREDITS = 0.05;
/** Seconds of playback between two times at which the position is stored. */
const INTERVAL_S = 5;
/** Seconds. Engines move the start of a video a little, which nobody chose. */
const START_S = 1;

interface Moment {
  /** Seconds. */
  readonly currentTime: number;
  /** Seconds. `NaN` while it is unknown. */
  readonly duration: number;
  readonly isLive: boolean;
}

/** What to do with the stored position of a video. */
export function decideStorage({ currentTime, duration, isLive }: Moment): 'store' | 'keep' | 'delete' {
  if (isLive || !Number.isFinite(duration)) return 'keep';
  if (duration - currentTime <= Math.max(MARGIN_S, duration * CREDITS)) return 'delete';
  return currentTime < MARGIN_S ? 'keep' : 'store';
}

/** Whether the position is far enough from where it was last stored. */
export const isDue = (currentTime: number, lastTime: number): boolean => Math.abs(currentTime - lastTime) >= INTERVAL_S;

/** Whether the page or the viewer has chosen a position. */
export const isChosen = (currentTime: number, hasPlayed: boolean): boolean =>
  currentTime >= (hasPlayed ? MARGIN_S : START_S);

interface ResumeInput {
  /** From a store of the page, so it may be anything. */
  readonly stored: unknown;
  /** The page's. Not a number: none. */
  readonly startTime: number | null | undefined;
  /** Whether the viewer has followed a link to a time of the video. */
  readonly isLinked: boolean;
  readonly isLive: boolean;
}

/** Returns the position to continue at, in seconds. */
export const decideResume = ({ stored, startTime, isLinked, isLive }: ResumeInput): number | undefined =>
  isLive || isLinked || Number.isFinite(startTime) || !Number.isFinite(stored) || (stored as number) < MARGIN_S
    ? undefined
    : (stored as number);
