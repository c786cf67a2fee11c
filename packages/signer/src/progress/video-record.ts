import { addRange, subtractRanges, sumRanges, type MediaRange } from '@secure-stream/protocol';

/** The ranges of a video that a viewer has watched, and the playbacks that may report more. Times are milliseconds since 1970 by the clock of the store. */
export interface VideoRecord {
  readonly playbacks: readonly GrantedPlayback[];
  /** When the first token for this video was issued to the viewer. */
  readonly since: number;
  /** The seconds of media time that all playbacks have reported. */
  readonly credited: number;
  readonly ranges: readonly MediaRange[];
  /** Where the viewer was at the last report, in seconds. */
  readonly position: number;
  /** In seconds, from the last report; 0 before it. */
  readonly duration: number;
  readonly updatedAt: number;
  readonly completedAt: number | null;
}

interface GrantedPlayback {
  readonly playbackId: string;
  /** When its first token for this video was issued. */
  readonly since: number;
  readonly credited: number;
  /** The number of its last report. */
  readonly sequence: number;
}

/** A report of a player: what it has played since the last report that was acknowledged. */
export interface ProgressReport {
  readonly playbackId: string;
  /** Grows by each report of a playback: a number that is not greater than the last one is a repetition. */
  readonly sequence: number;
  /** Seconds. */
  readonly position: number;
  readonly ranges: readonly MediaRange[];
}

/** The bounds of every claim. */
export interface ProgressRules {
  /** The duration of the video in seconds, as the site knows it. */
  readonly duration: number;
  readonly maxSpeed: number;
  readonly noSkip: boolean;
  /** The share of the video from which it counts as completed. */
  readonly threshold: number;
}

export type RecordOperation =
  | { readonly type: 'grant'; readonly playbackId: string }
  | { readonly type: 'report'; readonly report: ProgressReport; readonly rules: ProgressRules }
  | { readonly type: 'revoke'; readonly playbackId?: string | undefined }
  /** Takes back a completion that the site could not handle, so that the next report completes again. */
  | { readonly type: 'reopen' };

export type ReportResult =
  /** `claimed` and `accepted` are seconds of media time that were not watched before. */
  | {
      readonly outcome: 'reported';
      readonly claimed: number;
      readonly accepted: number;
      readonly hasCompleted: boolean;
      readonly record: VideoRecord;
    }
  /** No token was issued to this playback for this video, or it was revoked since. */
  | { readonly outcome: 'unknown-playback' };

/** Bounds a record. The oldest playback loses its right to report. */
const MAX_PLAYBACKS = 16;
/** Bounds a record. The shortest range is forgotten. */
const MAX_RANGES = 128;
/** Seconds by which a playback may be ahead of its wall clock: a token is issued before, and a report is sent after, a rounded time. */
const TOLERANCE_S = 1;

const emptyRecord = (now: number): VideoRecord => ({
  playbacks: [],
  since: now,
  credited: 0,
  ranges: [],
  position: 0,
  duration: 0,
  updatedAt: now,
  completedAt: null,
});

/** Applies an operation to a record. Pure. Returns the same record if nothing changes. */
export function applyToRecord(
  before: VideoRecord | undefined,
  operation: RecordOperation,
  now: number,
): { readonly record: VideoRecord | undefined; readonly result?: ReportResult } {
  switch (operation.type) {
    case 'grant':
      return { record: grant(before ?? emptyRecord(now), operation.playbackId, now) };
    case 'report':
      return report(before, operation.report, operation.rules, now);
    case 'revoke': {
      const { playbackId } = operation;
      const isMeant = (one: GrantedPlayback) => playbackId === undefined || one.playbackId === playbackId;
      if (!before?.playbacks.some(isMeant)) return { record: before };
      return { record: { ...before, playbacks: before.playbacks.filter((one) => !isMeant(one)) } };
    }
    case 'reopen':
      return { record: before && { ...before, completedAt: null } };
  }
}

function grant(record: VideoRecord, playbackId: string, now: number): VideoRecord {
  if (record.playbacks.some((one) => one.playbackId === playbackId)) return record;
  const playbacks = [...record.playbacks, { playbackId, since: now, credited: 0, sequence: -1 }];
  return { ...record, playbacks: playbacks.slice(-MAX_PLAYBACKS) };
}

function report(
  record: VideoRecord | undefined,
  { playbackId, sequence, position, ranges }: ProgressReport,
  rules: ProgressRules,
  now: number,
): ReturnType<typeof applyToRecord> {
  const playback = record?.playbacks.find((one) => one.playbackId === playbackId);
  if (!record || !playback) return { record, result: { outcome: 'unknown-playback' } };
  if (sequence <= playback.sequence)
    return { record, result: { outcome: 'reported', claimed: 0, accepted: 0, hasCompleted: false, record } };
  const left = ({ since, credited }: Pick<VideoRecord, 'since' | 'credited'>) =>
    ((now - since) / 1000 + TOLERANCE_S) * rules.maxSpeed - credited;
  // Two playbacks of one video at once do not watch it twice as fast.
  const { watched, claimed, accepted } = accept(record.ranges, ranges, Math.min(left(playback), left(record)), rules);
  const isComplete = sumRanges(watched) >= rules.threshold * rules.duration;
  const reporting = { ...playback, sequence, credited: playback.credited + accepted };
  const after: VideoRecord = {
    ...record,
    playbacks: record.playbacks.map((one) => (one === playback ? reporting : one)),
    credited: record.credited + accepted,
    ranges: forgetShortest(watched),
    position: Math.min(position, rules.duration),
    duration: rules.duration,
    updatedAt: now,
    completedAt: record.completedAt ?? (isComplete ? now : null),
  };
  const hasCompleted = isComplete && record.completedAt === null;
  return { record: after, result: { outcome: 'reported', claimed, accepted, hasCompleted, record: after } };
}

/**
 * Cuts what is claimed to the video, to the seconds that the playback has left, and with `noSkip` to what follows on what was watched. What
 * was watched before costs nothing: a player reports it again after `retry()` and on another page.
 */
function accept(
  before: readonly MediaRange[],
  ranges: readonly MediaRange[],
  left: number,
  { duration, noSkip }: ProgressRules,
): { readonly watched: readonly MediaRange[]; readonly claimed: number; readonly accepted: number } {
  const claims = subtractRanges(ranges.reduce<readonly MediaRange[]>(addRange, []), before);
  let watched = before;
  let accepted = 0;
  for (const [start, end] of claims) {
    const first = watched[0] ?? [0, 0];
    const furthest = first[0] <= TOLERANCE_S ? first[1] : 0;
    if (noSkip && start > furthest + TOLERANCE_S) continue;
    const to = Math.min(end, duration, start + left - accepted);
    if (!(start < to)) continue;
    watched = addRange(watched, [start, to]);
    accepted += to - start;
  }
  return { watched, claimed: sumRanges(claims), accepted };
}

function forgetShortest(ranges: readonly MediaRange[]): readonly MediaRange[] {
  if (ranges.length <= MAX_RANGES) return ranges;
  const lengths = ranges.map(([start, end]) => end - start).toSorted((one, other) => other - one);
  const shortest = lengths[MAX_RANGES - 1]!;
  return ranges.filter(([start, end]) => end - start >= shortest).slice(0, MAX_RANGES);
}
