import { addRange, type MediaRange } from '@secure-stream/protocol';
import { createTimeRanges } from '../media/time-ranges.js';

/** The element, as far as the recording uses it. */
export type WatchedElement = EventTarget &
  Pick<HTMLVideoElement, 'currentTime' | 'duration' | 'playbackRate' | 'played'>;

/** The ranges of a video that a player has played, across all loads of it. */
export interface WatchRecord {
  readonly videoId: string;
  readonly ranges: readonly MediaRange[];
  /** The share of the video that was played. */
  readonly completion: number;
  /** Whether `watchcomplete` was dispatched. */
  readonly isComplete: boolean;
  toTimeRanges(): TimeRanges;
}

export const createWatchRecord = (
  videoId: string,
  ranges: readonly MediaRange[] = [],
  completion = 0,
  isComplete = false,
): WatchRecord => ({
  videoId,
  ranges,
  completion,
  isComplete,
  toTimeRanges: () => createTimeRanges({ ranges: ranges.map(([start, end]) => ({ start, end })) }),
});

/** Adds what a load of the video has played. Returns the same ranges if nothing is new. */
export function addPlayed(ranges: readonly MediaRange[], played: TimeRanges): readonly MediaRange[] {
  let result = ranges;
  for (let index = 0; index < played.length; index += 1) {
    const range: MediaRange = [played.start(index), played.end(index)];
    const isKnown = result.some(([start, end]) => start <= range[0] && range[1] <= end);
    if (!isKnown) result = addRange(result, range);
  }
  return result;
}
