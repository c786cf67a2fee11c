import { hasReached, type Move } from './moves.js';

/** What is played again and again, in seconds. */
export interface LoopRange {
  readonly start: number;
  readonly end: number;
  /** Where a viewer who has sought behind the range is taken back. */
  readonly lastTime: number;
}

interface LoopInput {
  readonly loopStart: number | undefined;
  readonly loopEnd: number | undefined;
  /** `NaN` while it is unknown. */
  readonly duration: number;
}

/** Returns nothing if `loop` alone does the same, for a live stream, and for an empty range. */
export function resolveRange({ loopStart = 0, loopEnd = Infinity, duration }: LoopInput): LoopRange | undefined {
  // Shortly before the end, or the browser itself would loop to the start of the video.
  const lastTime = duration - MARGIN_S;
  const end = Math.min(loopEnd, lastTime);
  const isAll = loopStart === 0 && end === lastTime;
  return Number.isFinite(duration) && loopStart < end && !isAll ? { start: loopStart, end, lastTime } : undefined;
}

/**
 * Returns the position to seek to, or nothing. A viewer who seeks before the range plays into it, and one who seeks behind it plays to the end of
 * the video.
 */
export function decideLoop({ start, end, lastTime }: LoopRange, move: Move, isPaused: boolean): number | undefined {
  if (hasReached(move, end) || hasReached(move, lastTime)) return start;
  // In a hidden tab, `timeupdate` and timers may come too late, and the browser has looped by itself.
  const isNearEnd = move.from >= lastTime - LATE_S;
  return !isPaused && isNearEnd && move.to < Math.min(start - PRECISION_S, LATE_S) ? start : undefined;
}

/** Seconds. */
const MARGIN_S = 0.1;
const LATE_S = 1;
const PRECISION_S = 0.1;
