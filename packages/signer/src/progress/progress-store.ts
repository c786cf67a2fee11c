import { sumRanges, type MediaRange } from '@secure-stream/protocol';
import type { ViewingStore } from '../viewings/viewing-store.js';
import type { RecordOperation, ReportResult, VideoRecord } from './video-record.js';

/** The progress of a viewer in a video. */
export interface VideoProgress {
  readonly videoId: string;
  /** The ranges that were really played, in seconds, sorted and without overlaps. */
  readonly ranges: readonly MediaRange[];
  /** The share of the video that was played, from 0 to 1. */
  readonly completion: number;
  /** Where the viewer was at the last report, in seconds. */
  readonly position: number;
  /** Seconds, as `authorize` said at the last report. 0 before it. */
  readonly duration: number;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
  /** When the viewer had watched enough of the video, in milliseconds since 1970, or `null`. */
  readonly completedAt: number | null;
}

/**
 * Stores what viewers have watched. `applyProgress()` is atomic per viewer and video. A record is deleted when nothing has changed it for
 * {@link RETENTION_MS}.
 */
export interface ProgressStore {
  /** Returns `null` unless the operation is a report. */
  applyProgress(viewer: string, videoId: string, operation: RecordOperation): Promise<ReportResult | null>;
  /** The records of all videos of a viewer. */
  listRecords(viewer: string): Promise<Readonly<Record<string, VideoRecord>>>;
  /** Erases everything that the store keeps of a viewer, viewings too. */
  forgetViewer(viewer: string): Promise<void>;
}

/** A store of both. What ends a viewing from outside also ends its reports. */
export const joinStores = (viewings: ViewingStore, progress: ProgressStore): ViewingStore & ProgressStore => ({
  ...viewings,
  ...progress,
  async revoke(viewer, playbackId) {
    const revoked = await viewings.revoke(viewer, playbackId);
    for (const videoId of Object.keys(await progress.listRecords(viewer)))
      await progress.applyProgress(viewer, videoId, { type: 'revoke', playbackId });
    return revoked;
  },
});

/** A course that is repeated each year still knows the last time. */
export const RETENTION_MS = 400 * 24 * 3_600_000;

export function toVideoProgress(videoId: string, record: VideoRecord | undefined): VideoProgress {
  const { ranges = [], duration = 0, position = 0, updatedAt = 0, completedAt = null } = record ?? {};
  const completion = duration > 0 ? Math.min(1, sumRanges(ranges) / duration) : 0;
  return { videoId, ranges, completion, position, duration, updatedAt, completedAt };
}
