import { createRandomId, type SessionEvent } from '@secure-stream/session/core';
import { HAVE_CURRENT_DATA } from '../media/media-port.js';
import type { Playback } from '../playback/playback.js';
import type { PlaybackHost } from '../playback/playback-host.js';
import type { SecureStreamElement } from '../stream/secure-stream.js';
import type { StreamErrorEvent } from '../events/stream-events.js';
import {
  addError,
  addFailedRenewal,
  addMoment,
  addRenewal,
  addTime,
  createQualityRecord,
  isWorthReporting,
  markStartup,
  summarize,
  type QualityRecord,
  type StartupMarks,
} from './quality-record.js';
import { QualityReportEvent, type FrameCounts, type QualityReport, type ReportCause } from './quality-report.js';

declare module '../events/event-map.js' {
  interface SecureStreamEventMap {
    qualityreport: QualityReportEvent;
  }
}

/** A `<secure-stream>` or a `<secure-stream-player>`. */
export type ObservedPlayer = Pick<
  SecureStreamElement,
  | 'activeEngine'
  | 'addEventListener'
  | 'autoplay'
  | 'buffered'
  | 'currentTime'
  | 'duration'
  | 'error'
  | 'muted'
  | 'networkState'
  | 'paused'
  | 'playbackRate'
  | 'played'
  | 'readyState'
  | 'seeking'
  | 'state'
  | 'streamType'
  | 'videoHeight'
  | 'videoId'
  | 'videoRenditions'
  | 'videoWidth'
> &
  HTMLElement;

export interface QualityObserver {
  /** The report up to now. `null` while there is no video. */
  readonly report: QualityReport | null;
  /** Dispatches `qualityreport` now. */
  sendReport(): void;
}

/** The events that tell how playback goes. */
const EVENTS = [
  'canplaythrough',
  'emptied',
  'ended',
  'error',
  'pause',
  'play',
  'playerreload',
  'playing',
  'resize',
  'seeked',
  'seeking',
  'statechange',
  'timeupdate',
  'waiting',
];

/** What is measured now. */
interface Measurement {
  readonly id: string;
  readonly videoId: string;
  record: QualityRecord;
  engine: QualityReport['engine'];
  streamType: QualityReport['streamType'];
  frames: FrameCounts | undefined;
  /** The counters of a `<video>` at the last event. */
  counters: (FrameCounts & { readonly media: unknown }) | undefined;
  playback: Playback | null;
  /** The renewal in progress. */
  renewal: { readonly startedAt: number; readonly rebufferingTime: number } | undefined;
  /** What was reported last, as JSON. */
  reported: string | undefined;
  /** Ends with the measurement. */
  readonly lifetime: AbortController;
}

/**
 * Measures how well a player plays, video by video, for as long as the element exists. Dispatches `qualityreport` on it at the end of a video and when the
 * viewer leaves, with all that was measured of the video. Nothing leaves the page. A second call returns the same observer.
 *
 * Call it before the video loads. Of a video that has started already, the startup and everything before the call is lost.
 */
export function observeQuality(
  player: ObservedPlayer,
  now: () => number = () => performance.now(),
  page: EventTarget = globalThis,
): QualityObserver {
  const existing = observers.get(player);
  if (existing) return existing;
  let current: Measurement | null = null;

  const update = (type: string, event?: Event) => {
    const host = findHost(player);
    const playback = host?.slot.playback ?? null;
    if (current && playback && playback.source.videoId !== current.videoId) leave();
    // A playback that waits for `play()` has loaded nothing.
    if (!current && playback?.engineLoader.status) current = start(playback);
    if (!current) return;
    if (playback !== current.playback) followSession(current, playback);
    const { activeEngine, streamType, paused, seeking, readyState, videoHeight } = player;
    current.engine = activeEngine ?? current.engine;
    if (streamType !== 'unknown') current.streamType = streamType;
    if (host?.slot.engine) countFrames(current, host.media);
    const isVisible = document.visibilityState === 'visible';
    const shown = { isVisible, bitrate: readBitrate(player), height: videoHeight };
    current.record = addMoment(current.record, { type, at: now(), paused, seeking, readyState, ...shown });
    if (type === 'error') current.record = addError(current.record, (event as StreamErrorEvent).error.reason);
    if (type === 'ended') send(current, 'end');
    if (!playback && player.state === 'idle') leave();
  };

  const start = (playback: Playback): Measurement => {
    const lifetime = new AbortController();
    const { signal } = lifetime;
    const measurement: Measurement = {
      id: createRandomId(),
      videoId: playback.source.videoId,
      record: createQualityRecord(now(), readStartup(player, playback, now())),
      engine: null,
      streamType: 'unknown',
      frames: undefined,
      counters: undefined,
      playback: null,
      renewal: undefined,
      reported: undefined,
      lifetime,
    };
    player.videoRenditions.addEventListener(
      'addrendition',
      () => (measurement.record = markStartup(measurement.record, { manifestAt: now() })),
      { signal, once: true },
    );
    page.addEventListener('pagehide', () => send(measurement, 'leave'), { signal });
    document.addEventListener('visibilitychange', () => update('visibilitychange'), { signal });
    return measurement;
  };

  const followSession = (measurement: Measurement, playback: Playback | null) => {
    measurement.playback = playback;
    if (!playback) return;
    const { session } = playback.lease;
    if (session.token) measurement.record = markStartup(measurement.record, { tokenAt: now() });
    const unsubscribe = session.subscribe((event) => {
      // A session may be shared, and outlive this player.
      if (measurement.playback === playback && !measurement.lifetime.signal.aborted)
        onSessionEvent(measurement, event, isRequesting(playback));
      else unsubscribe();
    });
  };

  const onSessionEvent = (measurement: Measurement, event: SessionEvent, isRequest: boolean) => {
    const record = addTime(measurement.record, now());
    const { renewal } = measurement;
    if (event.type === 'change' && isRequest)
      measurement.renewal ??= { startedAt: record.at, rebufferingTime: record.rebufferingTime };
    if (event.type === 'error') measurement.record = addFailedRenewal(record);
    if (event.type !== 'token') return;
    measurement.renewal = undefined;
    const latency = renewal && record.at - renewal.startedAt;
    const gap = renewal ? record.rebufferingTime - renewal.rebufferingTime : 0;
    measurement.record = event.isRenewal
      ? addRenewal(record, { latency, gap })
      : markStartup(record, { tokenAt: record.at });
  };

  const toReport = ({ id, videoId, engine, streamType, frames, record }: Measurement): QualityReport => ({
    id,
    videoId,
    engine,
    streamType,
    frames,
    ...summarize(addTime(record, now())),
  });

  const send = (measurement: Measurement, cause: ReportCause) => {
    const report = toReport(measurement);
    const text = JSON.stringify(report);
    if (cause !== 'request' && (text === measurement.reported || !isWorthReporting(measurement.record))) return;
    measurement.reported = text;
    player.dispatchEvent(new QualityReportEvent(report, cause));
  };

  const leave = () => {
    const measurement = current;
    if (!measurement) return;
    current = null;
    measurement.lifetime.abort();
    send(measurement, 'leave');
  };

  for (const type of EVENTS) player.addEventListener(type, (event) => update(type, event));
  const observer: QualityObserver = {
    get report() {
      return current && toReport(current);
    },
    sendReport: () => current && send(current, 'request'),
  };
  observers.set(player, observer);
  update('');
  return observer;
}

const observers = new WeakMap<ObservedPlayer, QualityObserver>();

/** The observer of a player, if there is one. */
export const findObserver = (player: ObservedPlayer): QualityObserver | undefined => observers.get(player);

/**
 * The key is `PLAYBACK_HOST` of `secure-stream.ts`. An import of that file would load the element, and another copy of the scripts may have registered it.
 */
export function findHost(player: HTMLElement): PlaybackHost | undefined {
  const key = Symbol.for('secure-stream');
  const stream = key in player ? player : player.shadowRoot?.querySelector('secure-stream');
  return stream ? (Reflect.get(stream, key) as PlaybackHost) : undefined;
}

/** What is known of the startup when a measurement begins, or `null` if a part of it was missed. */
function readStartup(player: ObservedPlayer, playback: Playback, now: number): StartupMarks | null {
  const { autoplay, paused, readyState, played } = player;
  if (played.length > 0 || (!paused && readyState >= HAVE_CURRENT_DATA)) return null;
  if (paused && !autoplay) return {};
  const { state } = playback.lease.session;
  // The load has begun with the token request. Whether it was long ago cannot be known after that request.
  if (isRequesting(playback) && 'request' in state) return { requestedAt: Math.min(now, state.request.startedAt) };
  return playback.engineLoader.engine ? null : { requestedAt: now };
}

const isRequesting = ({ lease }: Playback): boolean => /requesting|refreshing/.test(lease.session.state.status);

/** The bitrate of the rendition with the size of the picture. */
function readBitrate({ videoRenditions, videoWidth, videoHeight }: ObservedPlayer): number | undefined {
  const shown = [...videoRenditions].filter(({ width, height }) => width === videoWidth && height === videoHeight);
  return shown.length === 1 ? shown[0]?.bitrate : undefined;
}

/** Adds what the `<video>` has counted since the last event. A load resets its counters. */
function countFrames(measurement: Measurement, media: PlaybackHost['media']): void {
  const quality = media.getVideoPlaybackQuality?.();
  if (!quality) return;
  const { droppedVideoFrames: dropped, totalVideoFrames: total } = quality;
  const { counters, frames } = measurement;
  const isReset = !counters || total < counters.total;
  // A `<video>` that takes over was played before nobody saw it.
  const isOther = counters !== undefined && counters.media !== media;
  const since = isOther ? { dropped, total } : isReset ? { dropped: 0, total: 0 } : counters;
  measurement.frames = {
    dropped: (frames?.dropped ?? 0) + dropped - since.dropped,
    total: (frames?.total ?? 0) + total - since.total,
  };
  measurement.counters = { media, dropped, total };
}
