import type { StreamErrorEvent } from '../events/stream-events.js';
import { observeQuality, type ObservedPlayer } from '../quality/observe-quality.js';
import type { QualityReport } from '../quality/quality-report.js';
import type { SecureStreamElement } from '../stream/secure-stream.js';

export type TrackedPlayer = ObservedPlayer & Pick<SecureStreamElement, 'watchedRanges'>;

export type TrackedEvent = 'video_start' | 'video_progress' | 'video_complete' | 'video_error' | 'video_quality';

/** Flat values, as most tools take them. Times are in seconds. A value that is not known is left out. */
export type TrackProperties = Readonly<Record<string, string | number>>;

export type Track = (event: TrackedEvent, properties: TrackProperties) => void;

/** The shares of a video at which `video_progress` is sent, in percent: those of Google Analytics. */
const STEPS = [10, 25, 50, 75];

/**
 * Sends the events of a player to any analytics tool: `video_start`, `video_progress` at 10, 25, 50 and 75 % really watched, `video_complete` at the end,
 * `video_error`, and `video_quality` when the viewer leaves. The call is the site's word that these may leave the page, so ask for consent before it.
 * Returns a function that ends it.
 */
export function track(player: TrackedPlayer, send: Track): () => void {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  let videoId: string | undefined;
  let stepsLeft: readonly number[] = [];

  const sendEvent = (event: TrackedEvent, values: Readonly<Record<string, string | number | undefined>> = {}) => {
    const { currentTime: position, duration } = player;
    const all = { videoId: player.videoId, position, duration: duration < Infinity ? duration : undefined, ...values };
    const known = Object.entries(all).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
    send(event, Object.fromEntries(known));
  };
  const on = (type: string, listener: (event: Event) => void) => player.addEventListener(type, listener, { signal });

  observeQuality(player);
  on('playing', () => {
    if (videoId === player.videoId) return;
    videoId = player.videoId;
    stepsLeft = STEPS;
    sendEvent('video_start');
  });
  on('timeupdate', () => {
    if (stepsLeft.length === 0 || videoId !== player.videoId) return;
    const percent = readPercent(player);
    const reached = stepsLeft.filter((step) => step <= percent);
    stepsLeft = stepsLeft.slice(reached.length);
    for (const step of reached) sendEvent('video_progress', { percent: step });
  });
  on('ended', () => sendEvent('video_complete'));
  on('error', (event) => sendEvent('video_error', { reason: (event as StreamErrorEvent).error.reason }));
  player.addEventListener(
    'qualityreport',
    ({ cause, report }) => cause === 'leave' && sendEvent('video_quality', flatten(report)),
    { signal },
  );
  return () => lifetime.abort();
}

/** The share of the video that was really watched. Of a live stream there is none. */
function readPercent({ watchedRanges, duration }: TrackedPlayer): number {
  const { length } = watchedRanges;
  const ranges = Array.from({ length }, (_, index) => watchedRanges.end(index) - watchedRanges.start(index));
  return (ranges.reduce((sum, seconds) => sum + seconds, 0) / duration) * 100 || 0;
}

function flatten({
  id,
  videoId,
  engine,
  startup,
  rebuffering,
  bitrate,
  height,
  frames,
  renewals,
  ...rest
}: QualityReport) {
  return {
    reportId: id,
    videoId,
    engine: engine ?? undefined,
    streamType: rest.streamType,
    startupTime: startup && startup.total / 1000,
    playingTime: rest.playingTime / 1000,
    rebufferingCount: rebuffering.count,
    rebufferingTime: rebuffering.time / 1000,
    rebufferingRatio: rebuffering.ratio,
    bitrate,
    height,
    droppedFrames: frames?.dropped,
    renewals: renewals.count,
    renewalGap: renewals.gap / 1000,
  };
}
