/** As defined by media-ui-extensions (proposal 0010). */
export type StreamType = 'live' | 'on-demand' | 'unknown';

/** What controls need to know about a stream, named as in media-chrome. */
export interface StreamInfo {
  readonly streamType: StreamType;
  /** Seconds that the viewer can seek back: 0 at the live edge only, `Infinity` with dvr. `NaN` for a video on demand. */
  readonly targetLiveWindow: number;
  /** Seconds. A viewer past this position watches live. `NaN` for a video on demand. */
  readonly liveEdgeStart: number;
  /** The live stream has ended. */
  readonly isEnded: boolean;
}

export const UNKNOWN_STREAM: StreamInfo = {
  streamType: 'unknown',
  targetLiveWindow: NaN,
  liveEdgeStart: NaN,
  isEnded: false,
};

/** What a media playlist says about the stream. */
export interface PlaylistInfo {
  /** `EXT-X-PLAYLIST-TYPE`. */
  readonly type: string | null;
  /** Seconds before the end of the seekable range that count as the live edge. */
  readonly edgeOffset: number;
}

export interface StreamTypeInput {
  /** The type detected earlier for the same source. */
  readonly previous: StreamType;
  /** The page declares a live input. */
  readonly isLiveInput: boolean;
  readonly duration: number;
  readonly playlist: PlaylistInfo | undefined;
}

/**
 * Detects the type from the playlist, else from the duration. A live stream stays `live` after its end, when it has a finite duration, and
 * so does its recording, whose playlist has no type `VOD`.
 */
export function detectStreamType({ previous, isLiveInput, duration, playlist }: StreamTypeInput): StreamType {
  if (playlist?.type === 'VOD') return 'on-demand';
  if (playlist || isLiveInput || previous === 'live' || duration === Infinity) return 'live';
  return duration >= 0 ? 'on-demand' : 'unknown';
}

/** Returns where the live edge begins. If the stream is not seekable, every position is at the live edge. */
export function computeLiveEdgeStart(
  { seekable, readyState }: Pick<HTMLMediaElement, 'seekable' | 'readyState'>,
  playlist: PlaylistInfo | undefined,
): number {
  if (readyState === 0) return NaN;
  const { length } = seekable;
  return length > 0 ? seekable.end(length - 1) - (playlist?.edgeOffset ?? DEFAULT_EDGE_OFFSET_S) : 0;
}

/** Seconds. The default of media-chrome. */
const DEFAULT_EDGE_OFFSET_S = 10;
