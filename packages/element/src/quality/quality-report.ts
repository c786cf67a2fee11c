import type { StreamErrorReason } from '@secure-stream/session/core';
import type { EngineKind } from '../engines/engine.js';
import type { StreamType } from '../live/stream-type.js';

/**
 * How well one video has played for one viewer. Times are in milliseconds. The terms in quotation marks are those of CTA-2066, "Streaming Quality of
 * Experience Events, Properties and Metrics". It contains no token, no URL and nothing about the viewer.
 */
export interface QualityReport {
  /** Random, and equal in all reports of this video: a later report replaces an earlier one. Not the `playbackId` of the token requests. */
  readonly id: string;
  readonly videoId: string;
  /** `null` before one is selected. */
  readonly engine: EngineKind | null;
  readonly streamType: StreamType;
  /** "Startup Time", by phase. `undefined` before the first frame, and if the observation began while the video was starting or later. */
  readonly startup: StartupTimes | undefined;
  /** "Playing Time": the picture moved. Without pauses, seeks and rebuffering. */
  readonly playingTime: number;
  /** The part of the playing time in which the page was visible. A visible page may be scrolled away from the video. */
  readonly visibleTime: number;
  readonly rebuffering: Rebuffering;
  /**
   * "Average Bitrate": bits per second, weighted by playing time, as the playlist declares them for the rendition that was shown. `undefined` in the
   * native and iframe engines, and if renditions do not differ in size.
   */
  readonly bitrate: number | undefined;
  /** The height of the picture in pixels, weighted by playing time. `undefined` if the engine does not report it. */
  readonly height: number | undefined;
  /** "Dropped Frames", and all that were decoded or dropped. `undefined` in the iframe engine, whose frame does not report them. */
  readonly frames: FrameCounts | undefined;
  readonly renewals: RenewalSummary;
  /** How often a fresh token needed a reload in place (`playerreload`). Always 0 in the hls engine. */
  readonly reloads: number;
  /** How often playback failed, by reason. Errors that the player recovered from count too. */
  readonly errors: ErrorCounts;
}

/**
 * The time for which the viewer waited for the first frame, from the request to play (or from the start of the load with `autoplay`) to `playing`. What was
 * loaded before the request costs no time.
 */
export interface StartupTimes {
  /** The sum of the phases. */
  readonly total: number;
  /** Until there was a token. */
  readonly token: number;
  /** From there until the multivariant playlist was read, with the code of the engine. `undefined` in the native and iframe engines. */
  readonly manifest: number | undefined;
  /** From there to the first frame. */
  readonly firstFrame: number;
}

/** The picture stood still for lack of data, after the startup and not after a seek. A reload in place counts too. */
export interface Rebuffering {
  /** "Rebuffering Count", without stalls of less than 50 ms. */
  readonly count: number;
  /** "Rebuffering Time". */
  readonly time: number;
  /** "Rebuffering Ratio": its share of rebuffering time and playing time, from 0 to 1. */
  readonly ratio: number;
}

export interface FrameCounts {
  readonly dropped: number;
  readonly total: number;
}

export interface Renewal {
  /** From the request to the fresh token, with all attempts. `undefined` if the page has set the token. */
  readonly latency: number | undefined;
  /** The rebuffering time meanwhile. The promise is 0. */
  readonly gap: number;
}

export interface RenewalSummary {
  readonly count: number;
  /** Attempts that failed. */
  readonly failed: number;
  /** The mean latency. `undefined` without a renewal. */
  readonly latency: number | undefined;
  /** The sum of the gaps. */
  readonly gap: number;
  /** At most the last ten, oldest first. */
  readonly latest: readonly Renewal[];
}

export type ErrorCounts = Readonly<Partial<Record<StreamErrorReason, number>>>;

/** `end`: of the video. `leave`: the page, the element or the video goes. `request`: the page has called `sendReport()`. */
export type ReportCause = 'end' | 'leave' | 'request';

/** A quality report is due. Dispatched on a player that `observeQuality()` observes. */
export class QualityReportEvent extends Event {
  readonly report: QualityReport;
  readonly cause: ReportCause;
  constructor(report: QualityReport, cause: ReportCause) {
    super('qualityreport');
    this.report = report;
    this.cause = cause;
  }
}
