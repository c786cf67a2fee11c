import type { Clock } from '@secure-stream/session/core';
import { followPosition, hasReached, type PositionChange } from './follow-position.js';
import { isLive, type FeaturePlayer } from './properties.js';

/**
 * Repeats the part of the video between `loop-start` and `loop-end` while the player has `loop`.
 */
export function attach(player: FeaturePlayer, lifetime: AbortSignal, clock?: Clock): void {
  followPosition(
    player,
    lifetime,
    () => {
      const range = readRange(player);
      return range ? [range.end, range.lastTime] : [];
    },
    (change) => {
      const range = readRange(player);
      const target = range && decideLoop(range, change, player.paused);
      if (target !== undefined) player.currentTime = target;
    },
    clock,
  );
}

const readRange = (player: FeaturePlayer): LoopRange | undefined =>
  player.loop && !isLive(player) ? resolveRange(player) : undefined;

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
 * Returns the position to seek to, or nothing. A viewer who seeks before the range plays into it,
 * and one who seeks behind it plays to the end of the video.
 */
export function decideLoop(
  { start, end, lastTime }: LoopRange,
  change: PositionChange,
  isPaused: boolean,
): number | undefined {
  if (hasReached(change, end) || hasReached(change, lastTime)) return start;
  // In a hidden tab, `timeupdate` and timers may come too late, and the browser has looped by
  // itself.
  const isNearEnd = change.from >= lastTime - LATE_S;
  return !isPaused && isNearEnd && change.to < Math.min(start - PRECISION_S, LATE_S) ? start : undefined;
}

/** Seconds. */
const MARGIN_S = 0.1;
const LATE_S = 1;
const PRECISION_S = 0.1;
