import type { StreamErrorReason } from '@secure-stream/session/core';
import { HAVE_FUTURE_DATA } from '../media/media-port.js';
import type { ErrorCounts, QualityReport, Renewal, StartupTimes } from './quality-report.js';

/** What a player shows at an event. */
export interface Moment {
  /** The name of the event. */
  readonly type: string;
  /** Milliseconds. */
  readonly at: number;
  readonly paused: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  readonly isVisible: boolean;
  /** Bits per second. */
  readonly bitrate: number | undefined;
  /** Pixels. */
  readonly height: number | undefined;
}

/** Times of the startup. A mark that is set stays. */
export interface StartupMarks {
  readonly requestedAt?: number | undefined;
  readonly tokenAt?: number;
  readonly manifestAt?: number;
  readonly frameAt?: number;
}

/** `stopped`: nobody waits for the picture. `seeking`: a seek, or playback that continues after a pause. */
type Phase = 'stopped' | 'starting' | 'seeking' | 'playing' | 'rebuffering';

/** A mean that is weighted by time. */
interface WeightedSum {
  readonly sum: number;
  readonly time: number;
}

/** The measurement of one video, up to `at`. */
export interface QualityRecord {
  readonly phase: Phase;
  readonly at: number;
  readonly shown: Pick<Moment, 'isVisible' | 'bitrate' | 'height'>;
  /** `null`: the startup was not seen. */
  readonly startup: StartupMarks | null;
  readonly playingTime: number;
  readonly visibleTime: number;
  /** The stalls that are over. */
  readonly rebufferingCount: number;
  /** When the last stall began. */
  readonly stalledAt: number;
  readonly rebufferingTime: number;
  readonly bitrate: WeightedSum;
  readonly height: WeightedSum;
  readonly renewals: readonly Renewal[];
  readonly failedRenewals: number;
  readonly reloads: number;
  readonly errors: ErrorCounts;
}

/** A player that plays dispatches `timeupdate` four times a second. After a longer silence, the page was asleep. */
const MAX_SILENCE_MS = 5000;
/** Chromium dispatches `waiting` and `playing` within a millisecond or two at a change of the speed. No viewer sees a stall of about a frame. */
const SHORTEST_STALL_MS = 50;
const MAX_LATEST_RENEWALS = 10;
const NOTHING: WeightedSum = { sum: 0, time: 0 };

/** `startup`: what is known of it, or `null` if it is over. */
export const createQualityRecord = (at: number, startup: StartupMarks | null): QualityRecord => ({
  phase: startup?.requestedAt === undefined ? 'stopped' : 'starting',
  at,
  shown: { isVisible: false, bitrate: undefined, height: undefined },
  startup,
  playingTime: 0,
  visibleTime: 0,
  rebufferingCount: 0,
  stalledAt: 0,
  rebufferingTime: 0,
  bitrate: NOTHING,
  height: NOTHING,
  renewals: [],
  failedRenewals: 0,
  reloads: 0,
  errors: {},
});

/** Adds an event of the player. */
export function addMoment(record: QualityRecord, moment: Moment): QualityRecord {
  const { type, at, isVisible, bitrate, height } = moment;
  const phase = nextPhase(record, moment);
  const hasStalled = phase === 'rebuffering' && record.phase !== 'rebuffering';
  const next = {
    ...addTime(record, at),
    phase,
    shown: { isVisible, bitrate, height },
    rebufferingCount: phase === 'rebuffering' ? record.rebufferingCount : countStalls(record, at),
    stalledAt: hasStalled ? at : record.stalledAt,
    reloads: record.reloads + Number(type === 'playerreload'),
  };
  if (phase === 'playing') return markStartup(next, { frameAt: at });
  // A pause withdraws the request, and so does an `autoplay` that the browser has prevented.
  if (moment.paused && (type === 'pause' || type === 'canplaythrough')) return withdrawRequest(next);
  return type === 'play' ? markStartup(next, { requestedAt: at }) : next;
}

/** Counts the time since the last event. */
export function addTime(record: QualityRecord, at: number): QualityRecord {
  const elapsed = Math.max(0, at - record.at);
  const { phase, shown } = record;
  if (phase === 'rebuffering') return { ...record, at, rebufferingTime: record.rebufferingTime + elapsed };
  if (phase !== 'playing') return { ...record, at };
  const played = Math.min(elapsed, MAX_SILENCE_MS);
  return {
    ...record,
    at,
    playingTime: record.playingTime + played,
    visibleTime: record.visibleTime + (shown.isVisible ? played : 0),
    bitrate: addWeighted(record.bitrate, shown.bitrate, played),
    height: addWeighted(record.height, shown.height, played),
  };
}

/** Sets the marks that are not set. Nothing changes after the first frame. */
export function markStartup(record: QualityRecord, marks: StartupMarks): QualityRecord {
  const { startup } = record;
  if (!startup || startup.frameAt !== undefined) return record;
  // The first frame without a request: playback began in a way that was not seen.
  const isUnknown = marks.frameAt !== undefined && startup.requestedAt === undefined;
  return { ...record, startup: isUnknown ? null : { ...marks, ...startup } };
}

export const addRenewal = (record: QualityRecord, renewal: Renewal): QualityRecord => ({
  ...record,
  renewals: [...record.renewals, renewal],
});

export const addFailedRenewal = (record: QualityRecord): QualityRecord => ({
  ...record,
  failedRenewals: record.failedRenewals + 1,
});

export const addError = (record: QualityRecord, reason: StreamErrorReason): QualityRecord => ({
  ...record,
  errors: { ...record.errors, [reason]: (record.errors[reason] ?? 0) + 1 },
});

/** Whether somebody wanted to watch, or an error kept them from it. */
export const isWorthReporting = ({ startup, playingTime, errors }: QualityRecord): boolean =>
  startup?.requestedAt !== undefined || playingTime > 0 || Object.keys(errors).length > 0;

/** The part of a report that follows from the record. */
export function summarize(
  record: QualityRecord,
): Omit<QualityReport, 'id' | 'videoId' | 'engine' | 'streamType' | 'frames'> {
  const { playingTime, visibleTime, rebufferingTime: time, renewals } = record;
  const count = countStalls(record, record.at);
  const latencies = renewals.flatMap(({ latency }) => latency ?? []);
  return {
    startup: record.startup ? toStartupTimes(record.startup) : undefined,
    playingTime,
    visibleTime,
    rebuffering: { count, time, ratio: time / (time + playingTime) || 0 },
    bitrate: round(toMean(record.bitrate)),
    height: round(toMean(record.height)),
    renewals: {
      count: renewals.length,
      failed: record.failedRenewals,
      latency: toMean({ sum: latencies.reduce((sum, latency) => sum + latency, 0), time: latencies.length }),
      gap: renewals.reduce((sum, { gap }) => sum + gap, 0),
      latest: renewals.slice(-MAX_LATEST_RENEWALS),
    },
    reloads: record.reloads,
    errors: record.errors,
  };
}

/** With the one that lasts until now. */
const countStalls = ({ phase, stalledAt, rebufferingCount }: QualityRecord, now: number): number =>
  rebufferingCount + Number(phase === 'rebuffering' && now - stalledAt >= SHORTEST_STALL_MS);

function nextPhase({ phase, startup }: QualityRecord, { type, paused, seeking, readyState }: Moment): Phase {
  if (type === 'ended' || type === 'error') return 'stopped';
  if (paused) return startup?.requestedAt !== undefined && phase === 'starting' && type !== 'pause' ? phase : 'stopped';
  switch (type) {
    case 'playing':
      return 'playing';
    case 'play':
      return startup && startup.frameAt === undefined ? 'starting' : 'seeking';
    case 'seeking':
      return phase === 'starting' ? phase : 'seeking';
    case 'waiting':
    case 'emptied':
      if (phase !== 'playing') return phase;
      return seeking ? 'seeking' : 'rebuffering';
    case 'seeked':
    case 'timeupdate':
      // No `playing` follows a seek within the buffer (HTML, "seek").
      return phase === 'seeking' && !seeking && readyState >= HAVE_FUTURE_DATA ? 'playing' : phase;
    default:
      return phase;
  }
}

function withdrawRequest(record: QualityRecord): QualityRecord {
  const { startup } = record;
  if (!startup || startup.frameAt !== undefined) return record;
  const { requestedAt: _requestedAt, ...marks } = startup;
  return { ...record, startup: marks };
}

function toStartupTimes({
  requestedAt: start,
  tokenAt = start,
  manifestAt,
  frameAt: end,
}: StartupMarks): StartupTimes | undefined {
  if (start === undefined || tokenAt === undefined || end === undefined) return undefined;
  const clamp = (time: number, from: number) => Math.min(Math.max(time, from), end);
  const tokenEnd = clamp(tokenAt, start);
  const manifestEnd = clamp(manifestAt ?? tokenEnd, tokenEnd);
  return {
    total: end - start,
    token: tokenEnd - start,
    manifest: manifestAt === undefined ? undefined : manifestEnd - tokenEnd,
    firstFrame: end - manifestEnd,
  };
}

const addWeighted = ({ sum, time }: WeightedSum, value: number | undefined, weight: number): WeightedSum =>
  value ? { sum: sum + value * weight, time: time + weight } : { sum, time };

const toMean = ({ sum, time }: WeightedSum): number | undefined => (time > 0 ? sum / time : undefined);

const round = (value: number | undefined) => value && Math.round(value);
