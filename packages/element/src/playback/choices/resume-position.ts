import { isVideo, type MediaPort } from '../../media/media-port.js';
import { computeLiveEdgeStart } from '../../live/stream-type.js';
import type { LastSeen } from './playback-choices.js';
import type { Playback } from '../playback.js';

/**
 * Returns the position, in seconds, at which another engine shows the same frame. `undefined`: the start of the source, or the edge of a
 * live stream. With a DVR window, time 0 is the first segment of the broadcast in every engine, so positions are comparable. In a moving
 * window, only the edge is. A video that has ended begins again, as with `play()`.
 */
export function resumePosition(
  { currentTime, readyState, ended }: Pick<MediaPort, 'currentTime' | 'readyState' | 'ended'>,
  window: 'none' | 'moving' | 'dvr',
  liveEdgeStart: number,
): number | undefined {
  if (window === 'none') return !ended && (readyState > 0 || currentTime > 0) ? currentTime : undefined;
  if (readyState === 0 || window === 'moving' || currentTime >= liveEdgeStart) return undefined;
  return currentTime;
}

/** Returns the current values, or the previous ones while nothing is loaded. */
export function readLastSeen(
  { engineLoader, source, streamInfo }: Playback,
  media: MediaPort,
  previous: LastSeen | null,
): LastSeen {
  const playlist = engineLoader.engine?.playlist;
  const isLive = source.live || streamInfo?.streamType === 'live';
  const isDvr = source.dvr || playlist?.type === 'EVENT';
  // A frame does not report its live edge. Where it plays near the edge, its own position is near enough.
  const edge = isLive && isVideo(media) ? computeLiveEdgeStart(media, playlist) : Infinity;
  const position = resumePosition(media, isLive ? (isDvr ? 'dvr' : 'moving') : 'none', edge);
  const { playbackRate: rate, defaultPlaybackRate, readyState } = media;
  if (readyState > 0 || !previous) return { position, rate };
  return { position: position ?? previous.position, rate: rate === defaultPlaybackRate ? previous.rate : rate };
}
