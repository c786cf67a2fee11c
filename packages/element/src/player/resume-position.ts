import type { MediaPort } from '../engine/engine.js';
import { liveEdgeStartOf } from '../live/stream.js';
import { captureChoices, type PlaybackChoices } from './playback-choices.js';
import type { Run } from './run.js';

/**
 * Where another engine has to begin to show the same moment, in seconds. `undefined`: where the source itself begins, which of a live stream is its
 * edge. A live stream with a DVR window begins for every engine with the first segment of the broadcast, so that a time means the same moment to
 * each of them; in a window that moves, only the edge does.
 */
export function resumePosition(
  { currentTime, readyState }: Pick<MediaPort, 'currentTime' | 'readyState'>,
  window: 'none' | 'moving' | 'dvr',
  liveEdgeStart: number,
): number | undefined {
  if (window === 'none') return readyState > 0 || currentTime > 0 ? currentTime : undefined;
  if (readyState === 0 || window === 'moving' || currentTime >= liveEdgeStart) return undefined;
  return currentTime;
}

/** What was last seen of the media of a source: a `<video>` that is adopted by another document forgets it. */
export interface LastSeen {
  /** Seconds. `undefined`: where the source itself begins. */
  readonly position: number | undefined;
  readonly rate: number;
}

/** The newest that is known. While nothing is loaded, it is what was seen before. */
export function lastSeenOf(run: Run | null, media: MediaPort): LastSeen {
  const playlist = run?.playback.engine?.playlist;
  const isLive = run?.source.live || run?.stream?.streamType === 'live';
  const isDvr = run?.source.dvr || playlist?.type === 'EVENT';
  const position = resumePosition(
    media,
    isLive ? (isDvr ? 'dvr' : 'moving') : 'none',
    liveEdgeStartOf(media, playlist),
  );
  const { playbackRate: rate, defaultPlaybackRate, readyState } = media;
  const before = run?.lastSeen ?? run?.choices;
  if (readyState > 0 || !before) return { position, rate };
  return { position: position ?? before.position, rate: rate === defaultPlaybackRate ? before.rate : rate };
}

/** What is chosen of the source that plays, to begin anew with. */
export function choicesOf(run: Run | null, media: MediaPort): PlaybackChoices {
  return captureChoices(media, run?.playback.engine?.tracks, lastSeenOf(run, media), run?.choices ?? null);
}
