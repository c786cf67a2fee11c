import type { Clock } from '../../clock.js';
import type { EngineSource } from '../../engines/engine.js';
import type { PlaylistInfo } from '../../live/stream-type.js';
import type { MediaPort } from '../../media/media-port.js';
import type { StreamInfo } from '../../live/stream-type.js';
import type { PlayerState } from '../state.js';
import type { SessionRequirements } from '../../session/pool.js';

/** One source being played, as those see it who ride along. */
export interface PlaybackContext {
  readonly source: EngineSource;
  readonly clock: Clock;
  /** Ends all that was started for it. */
  readonly signal: AbortSignal;
  readonly media: MediaPort;
  readonly playlist: PlaylistInfo | undefined;
  readonly state: PlayerState;
  streamInfo: StreamInfo;
  readonly imageOptions: {
    readonly signedPoster: boolean;
    readonly storyboard: boolean;
    readonly defaultTextTrack?: string | undefined;
  };
  /** Whether a text track is a forced one of the playlist, which the platform does not tell apart everywhere. */
  isForced(track: TextTrack): boolean;
  /** The token of the moment, if one lives. Asks for none. */
  readonly currentToken: string | null;
  /** Milliseconds before the token's end at which the engine begins with the next, as far as it knows by now. */
  readonly leadTime: number;
  /** How early, and how eagerly, the token is renewed. */
  setRequirements(requirements: SessionRequirements): void;
  waitForToken(signal: AbortSignal): Promise<string>;
  retry(): void;
  play(): Promise<void>;
  /** Nothing more will come. Absent where an engine has to find out by itself. */
  readonly finish: (() => void) | undefined;
  dispatch(event: Event): void;
}

/** What a context takes from the player, which outlives the source. */
export type PlayerAccess = Pick<PlaybackContext, 'media' | 'state' | 'imageOptions' | 'retry' | 'play'>;

/** Looks whether there is something to do. Called whenever anything may have changed, so often that it has to be cheap. */
export type PlaybackController = () => void;
