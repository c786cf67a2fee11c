import type { HlsConfig } from 'hls.js';
import type { Clock, StreamError, TokenSource } from '@secure-stream/session/core';
import type { PlaylistInfo } from '../live/stream-type.js';
import type { ForwardedEventName } from '../media/media-events.js';
import type { MediaPort } from '../media/media-port.js';
import type { VideoSettings } from '../media/video-settings.js';

/**
 * The best one first. MSE is better than native HLS: Chromium answers 'maybe' for HLS too, and only hls.js can change a token without a reload.
 */
export const ENGINE_KINDS = ['hls', 'native', 'iframe'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];

/** Plays one source. An `EngineFactory` creates it, playback starts at once, and `destroy()` ends it. */
export interface Engine {
  readonly kind: EngineKind;
  /** Changes after a hand-over, so read it each time. */
  readonly media: MediaPort;
  /** Applies changed settings of the page. The source is the same. */
  update(settings: EngineSettings): void;
  /** The session has a newer token. An engine that puts the token into each request has nothing to do. */
  onTokenRenewed(): void;
  /** Tries at once what it retries after a lost connection. */
  retry?(): void;
  /** Milliseconds before expiry at which this engine wants the next token; it needs them to prepare. 0 or absent: no requirement. */
  readonly leadTime?: number;
  /** The qualities and audio tracks that a viewer can choose from. Absent: this engine offers no choice. */
  readonly tracks?: EngineTracks;
  /** The content of the current playlist. Absent: this engine does not read playlists. */
  readonly playlist?: PlaylistInfo | undefined;
  /** The stream has ended: playback ends where the buffer ends. Absent: this engine detects the end by itself. */
  endOfStream?(): void;
  /** Removes every listener, timer, request and node that the engine created. */
  destroy(): void;
}

/** The lists that media-tracks defines. */
export interface EngineTracks {
  readonly videoRenditions: EventTarget;
  readonly audioTracks: EventTarget;
  /** Whether a text track is a forced rendition. */
  isForced?(track: TextTrack): boolean;
}

export type EngineFactory = (options: EngineOptions) => Engine;

/** What an engine is created with. */
export interface EngineOptions {
  /** The container for the picture. Only the engine adds and removes nodes in it. */
  readonly mediaContainer: HTMLElement;
  /** The `<video>` of the element, already in the media container. Engines that play through a `<video>` start with it. */
  readonly video: HTMLVideoElement;
  readonly source: EngineSource;
  readonly settings: EngineSettings;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  /** Whether `pause()` was the last call, and not `play()`. A player that fails may pause, and nobody has requested that. */
  isPauseRequested(): boolean;
  /** Emits the events that a `<video>` would fire, or copies of them with what they carry. Only events of the visible player, never of a standby player. */
  emit(name: ForwardedEventName, event?: Event): void;
  /** `Engine.media` is another object now. */
  onMediaChange(): void;
  /** The source was loaded again in place, because there was no other way to use a fresh token. The viewer may have noticed. */
  onReload(): void;
  /** Playback has stopped. The engine keeps trying after a lost connection (`isRetried`), and nothing else. */
  onError(error: StreamError): void;
  /** The error of `onError` has ended. */
  recovered(): void;
}

/** What to play. Another source needs another engine. */
export interface EngineSource {
  readonly videoId: string;
  /** The origin of the video, without a trailing slash. */
  readonly origin: string;
  readonly live: boolean;
  readonly lowLatency: boolean;
  readonly dvr: boolean;
  /** Seconds. */
  readonly startTime: number | undefined;
  /** URL of the frame's SDK script. */
  readonly sdkSrc: string | undefined;
  readonly adUrl: string | undefined;
  /** Adds Common Media Client Data to the requests of media. Only the hls engine does. */
  readonly cmcd?: boolean;
  /** Where to report events of Common Media Client Data. Only the hls engine does. */
  readonly qualityEndpoint?: string | undefined;
  /** The page's hls.js options, such as a quality cap. Other engines ignore it. */
  readonly hlsConfig?: Partial<HlsConfig> | undefined;
}

/** Settings that can change during playback. */
export interface EngineSettings extends VideoSettings {
  readonly defaultTextTrack: string | undefined;
  readonly primaryColor: string | undefined;
  readonly letterboxColor: string | undefined;
  /** The picture may be shown only where a watermark can be drawn over it. Read when the engine is created. */
  readonly requireWatermark?: boolean | undefined;
}
