import type { SessionRequirements, StreamError } from '@secure-stream/session/core';
import type { StreamInfo } from '../../live/stream-type.js';
import type { MediaPort } from '../../media/media-port.js';
import type { WatchRecord } from '../../progress/watched-ranges.js';
import type { PlayerConfig } from '../config.js';
import type { PlaybackSlot } from '../playback-slot.js';

/** What a controller wants changed. The player applies it before the next controller runs. */
export interface PlaybackUpdate {
  readonly streamInfo?: StreamInfo;
  /** When and how the session renews the token. */
  readonly requirements?: SessionRequirements;
  /** To dispatch after the changes. */
  readonly events?: readonly Event[];
}

/** The part of the player that controllers use. It does not change with the source. */
export interface PlayerAccess {
  readonly slot: PlaybackSlot;
  /** Changes after a hand-over, so read it each time. */
  readonly media: MediaPort;
  readonly config: PlayerConfig | null;
  /** The record of the watched ranges, if there is one. */
  watched: WatchRecord | null;
  /** Ends playback at once, with an error. */
  stop(error?: StreamError): void;
  retry(): void;
  /** The element has left the page. */
  disconnect(): void;
  /** Loads again with the viewer's choices. */
  reopen(): void;
  play(): Promise<void>;
}

/** Called whenever anything may have changed, so it has to be cheap. */
export type PlaybackController = () => PlaybackUpdate | void;
