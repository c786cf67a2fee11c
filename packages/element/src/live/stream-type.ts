import type { PlaylistInfo } from '../engines/engine.js';

/** As media-ui-extensions has it (proposal 0010). */
export type StreamType = 'live' | 'on-demand' | 'unknown';

/** What controls ask about a stream, under the names that media-chrome reads. */
export interface StreamInfo {
  readonly streamType: StreamType;
  /** Seconds that can be gone back: 0 at the edge only, `Infinity` with dvr. `NaN` for what is not live. */
  readonly targetLiveWindow: number;
  /** Seconds. Whoever is past it sees the broadcast as it happens. `NaN` for what is not live. */
  readonly liveEdgeStart: number;
  /** It was a broadcast, and there is no more of it. */
  readonly isEnded: boolean;
}

export const UNKNOWN_STREAM: StreamInfo = {
  streamType: 'unknown',
  targetLiveWindow: NaN,
  liveEdgeStart: NaN,
  isEnded: false,
};

export interface StreamTypeInput {
  /** What it was before, of the same source. */
  readonly previous: StreamType;
  /** The page says that it is a live input. */
  readonly isLiveInput: boolean;
  readonly duration: number;
  readonly playlist: PlaylistInfo | undefined;
}

/**
 * The playlist knows; else the length tells. A broadcast that is over has a length too, and stays one, as does the recording's playlist that
 * says of itself that it is no broadcast.
 */
export function detectStreamType({ previous, isLiveInput, duration, playlist }: StreamTypeInput): StreamType {
  if (playlist?.type === 'VOD') return 'on-demand';
  if (playlist || isLiveInput || previous === 'live' || duration === Infinity) return 'live';
  return duration >= 0 ? 'on-demand' : 'unknown';
}

/** Where the edge of a broadcast begins. Where nothing can be sought, one is at the edge wherever one is. */
export function computeLiveEdgeStart(
  { seekable, readyState }: Pick<HTMLMediaElement, 'seekable' | 'readyState'>,
  playlist: PlaylistInfo | undefined,
): number {
  if (readyState === 0) return NaN;
  const { length } = seekable;
  return length > 0 ? seekable.end(length - 1) - (playlist?.edgeOffset ?? DEFAULT_EDGE_OFFSET_S) : 0;
}

/** Seconds: what media-chrome takes when nothing is said. */
const DEFAULT_EDGE_OFFSET_S = 10;
