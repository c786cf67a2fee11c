import type { Watermark } from '@secure-stream/protocol';
import type { Clock, SessionRequirements, StreamError, TokenSource, Viewing } from '@secure-stream/session/core';
import type { EngineSource } from '../../engines/engine.js';
import type { PlaylistInfo } from '../../live/stream-type.js';
import type { MediaPort } from '../../media/media-port.js';
import type { StreamInfo } from '../../live/stream-type.js';
import type { WatchRecord } from '../../progress/watched-ranges.js';
import type { PlayerConfig } from '../config.js';
import type { PlayerState } from '../state.js';

/** One source being played, as its controllers see it. */
export interface PlaybackContext {
  readonly source: EngineSource;
  readonly viewing: Viewing;
  readonly clock: Clock;
  /** Aborted when the playback ends. */
  readonly signal: AbortSignal;
  readonly media: MediaPort;
  readonly playlist: PlaylistInfo | undefined;
  readonly state: PlayerState;
  readonly streamInfo: StreamInfo;
  readonly imageOptions: {
    readonly signedPoster: boolean;
    readonly storyboard: boolean;
  };
  readonly tokens: TokenSource;
  /** The current token, if it is valid. Requests none. */
  readonly currentToken: string | null;
  /** The watermark of the current token. Not checked yet. */
  readonly watermark: Watermark | undefined;
  readonly requireWatermark: boolean;
  readonly mediaContainer: HTMLElement;
  /** Milliseconds before expiry at which the engine starts with the next token, by its current estimate. */
  readonly leadTime: number;
  /** Runs all controllers soon: something has changed that the player does not notice. */
  requestUpdate(): void;
  /** Requests a new token now. Rejects with a `StreamError`. */
  refreshToken(): Promise<void>;
  /** Tells the token endpoint that this playback has ended, unless another player continues it. */
  releaseViewing(): void;
  /** Ends playback at once, with an error. */
  stop(error?: StreamError): void;
  retry(): void;
  /** The element has left the page. */
  disconnect(): void;
  play(): Promise<void>;
  /** Ends the stream. Absent if the engine detects the end by itself. */
  readonly finish: (() => void) | undefined;
}

/** What a controller wants changed. The player applies it before the next controller runs. */
export interface PlaybackUpdate {
  readonly streamInfo?: StreamInfo;
  /** When and how the session renews the token. */
  readonly requirements?: SessionRequirements;
  /** To dispatch after the changes. */
  readonly events?: readonly Event[];
}

/** The part of the context that comes from the player and does not change with the source. */
export interface PlayerAccess extends Pick<
  PlaybackContext,
  'media' | 'state' | 'retry' | 'disconnect' | 'play' | 'stop'
> {
  readonly config: PlayerConfig | null;
  /** Loads again with the viewer's choices. */
  reopen(): void;
  /** What was watched of the video, if that is recorded. */
  watched: WatchRecord | null;
}

/** Called whenever anything may have changed, so it has to be cheap. */
export type PlaybackController = () => PlaybackUpdate | void;
