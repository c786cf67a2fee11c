import type { Clock } from '../clock.js';
import type { EngineSource, MediaPort, PlaylistFacts } from '../engine/engine.js';
import type { Stream } from '../live/stream.js';
import type { PlayerState } from '../player/state.js';
import type { SessionWishes } from '../session/shared.js';

/** One source being played, as those see it who ride along. */
export interface Journey {
  readonly source: EngineSource;
  readonly clock: Clock;
  /** Ends all that was started for it. */
  readonly signal: AbortSignal;
  readonly media: MediaPort;
  readonly playlist: PlaylistFacts | undefined;
  readonly state: PlayerState;
  stream: Stream;
  readonly wishes: {
    readonly signedPoster: boolean;
    readonly storyboard: boolean;
    readonly defaultTextTrack?: string | undefined;
  };
  /** Whether a text track is a forced one of the playlist, which the platform does not tell apart everywhere. */
  isForced(track: TextTrack): boolean;
  /** The token of the moment, if one lives. Asks for none. */
  readonly token: string | null;
  /** Milliseconds before the token's end at which the engine begins with the next, as far as it knows by now. */
  readonly lead: number;
  /** How early, and how eagerly, the token is renewed. */
  adjust(wishes: SessionWishes): void;
  liveToken(signal: AbortSignal): Promise<string>;
  retry(): void;
  play(): Promise<void>;
  /** Nothing more will come. Absent where an engine has to find out by itself. */
  readonly finish: (() => void) | undefined;
  announce(event: Event): void;
}

/** Looks whether there is something to do. Called whenever anything may have changed, so often that it has to be cheap. */
export type Companion = () => void;
