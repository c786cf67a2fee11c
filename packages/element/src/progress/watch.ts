import { sumRanges } from '@secure-stream/protocol';
import type { Clock } from '@secure-stream/session/core';
import { WatchCompleteEvent, WatchProgressEvent } from '../events/watch-events.js';
import { reportProgress, type ReportTarget } from './report.js';
import { addPlayed, createWatchRecord, type WatchedElement, type WatchRecord } from './watched-ranges.js';

export interface WatchOptions {
  readonly element: WatchedElement;
  readonly player: { watched: WatchRecord | null };
  readonly videoId: string;
  /** The share of the video from which it counts as watched. */
  readonly threshold: number | undefined;
  /** Where to report. Without it, nothing leaves the page. */
  readonly target: ReportTarget | undefined;
  readonly clock: Clock;
  /** Aborted when playback of this source ends. */
  readonly signal: AbortSignal;
}

/**
 * Records what the viewer watches, dispatches `watchprogress` and `watchcomplete`, and reports to the site. The browser's `played` is the
 * source: it leaves out what was sought over, and does not grow while the picture stands still.
 */
export function watch({ element, player, videoId, threshold = 0.95, target, clock, signal }: WatchOptions): void {
  if (signal.aborted) return;
  let record = player.watched ?? createWatchRecord(videoId);
  player.watched = record;

  const update = () => {
    const ranges = addPlayed(record.ranges, element.played);
    if (ranges === record.ranges) return;
    // Of a live stream there is no share.
    const completion = Math.min(1, sumRanges(ranges) / element.duration || 0);
    const isComplete = record.isComplete || completion >= threshold;
    const hasCompleted = isComplete && !record.isComplete;
    player.watched = record = createWatchRecord(videoId, ranges, completion, isComplete);
    element.dispatchEvent(new WatchProgressEvent());
    if (hasCompleted) element.dispatchEvent(new WatchCompleteEvent());
  };
  // Before a seek or another load, the browser may forget what it has played.
  for (const type of ['timeupdate', 'seeking', 'pause', 'ended']) element.addEventListener(type, update, { signal });
  if (target) reportProgress({ element, target, readRanges: () => record.ranges, clock, signal });
}
