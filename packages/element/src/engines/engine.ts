import type { HlsConfig } from 'hls.js';
import type { StreamError } from '../errors/stream-error.js';
import type { Clock } from '../clock.js';
import type { ForwardedEventName } from '../media/media-events.js';

export const ENGINE_KINDS = ['hls', 'native', 'iframe'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];

/**
 * What a page drives: the `<video>` itself where the engine has one, and an object of the same shape where it has not.
 * A member that an engine can not offer is `undefined`.
 */
export type MediaPort = HTMLVideoElement;

/** Plays one source. Made by an `EngineFactory`, starts at once, ends with `destroy()`. */
export interface Engine {
  readonly kind: EngineKind;
  /** Changes when a hand-over has taken place. Read it anew each time. */
  readonly media: MediaPort;
  /** The settings of the page changed, the source did not. */
  update(settings: EngineSettings): void;
  /** The session has a newer token. Engines that put the token into each request have nothing to do. */
  onTokenRenewed(): void;
  /** Milliseconds before expiry at which this engine wants the next token; it needs them to prepare. 0 or absent: no wish. */
  readonly leadTime?: number;
  /** The qualities and sound tracks that a viewer may choose from. Absent: the engine lets nobody choose. */
  readonly tracks?: EngineTracks;
  /** What the playlist of the moment says. Absent: this engine reads none. */
  readonly playlist?: PlaylistInfo | undefined;
  /** Nothing more will come: ends where the buffer does. Absent: this engine has to find out by itself. */
  endOfStream?(): void;
  /** Leaves nothing behind: no listener, timer, request or node that it made. */
  destroy(): void;
}

/** What a media playlist says of the stream. */
export interface PlaylistInfo {
  /** `EXT-X-PLAYLIST-TYPE`. */
  readonly type: string | null;
  /** Seconds before the end of what is seekable that count as the edge of a broadcast. */
  readonly edgeOffset: number;
}

/** As media-tracks defines them. */
export interface EngineTracks {
  readonly videoRenditions: EventTarget;
  readonly audioTracks: EventTarget;
  /** Whether a text track is a forced rendition. */
  isForced?(track: TextTrack): boolean;
}

export type EngineFactory = (options: EngineOptions) => Engine;

/** What an engine is given. */
export interface EngineOptions {
  /** Where the picture goes. The engine adds and removes its own nodes in it, and nothing else does. */
  readonly mediaContainer: HTMLElement;
  /** The `<video>` of the element, already in the stage. Engines that play through a `<video>` start with it. */
  readonly video: HTMLVideoElement;
  readonly source: EngineSource;
  readonly settings: EngineSettings;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  /** Announces what the platform's `<video>` would announce. Only what the viewer sees: never from a player that is being prepared. */
  emit(name: ForwardedEventName, event?: Event): void;
  /** `Engine.media` is another one. */
  onMediaChange(): void;
  /** The source was loaded anew in place, because there was no other way to a fresh token. The viewer may have seen it. */
  onReload(): void;
  /** Playing has come to an end that the engine can not mend. */
  onError(error: StreamError): void;
}

/** What plays. Another source is another engine. */
export interface EngineSource {
  readonly videoId: string;
  /** The origin of the video, without a trailing slash. */
  readonly origin: string;
  readonly live: boolean;
  readonly lowLatency: boolean;
  readonly dvr: boolean;
  /** Seconds. */
  readonly startTime: number | undefined;
  /** The frame's SDK. */
  readonly sdkSrc: string | undefined;
  readonly adUrl: string | undefined;
  /** What the page wants of hls.js, such as a cap on the quality. Other engines ignore it. */
  readonly hlsConfig?: Partial<HlsConfig> | undefined;
}

/** What may change while it plays. */
export interface EngineSettings {
  readonly autoplay: boolean;
  readonly controls: boolean;
  readonly loop: boolean;
  readonly muted: boolean;
  readonly playsinline: boolean;
  readonly preload: 'none' | 'metadata' | 'auto';
  readonly poster: string | undefined;
  readonly crossorigin: string | null;
  readonly disablePictureInPicture?: boolean | undefined;
  readonly disableRemotePlayback?: boolean | undefined;
  readonly defaultTextTrack: string | undefined;
  readonly primaryColor: string | undefined;
  readonly letterboxColor: string | undefined;
}

/** The token of the moment, as an engine sees the session. */
export interface TokenSource {
  /** The token to send now, or `null` when none is known to live. Starts a renewal behind it when one is due. */
  current(): string | null;
  /** Milliseconds that the token of `current()` has to live. 0 when there is none, `Infinity` when nothing says. */
  remainingLifetime(): number;
  /** Waits for a live token. Rejects with a `StreamError` when there will be none, and with the signal's reason. */
  waitForToken(signal?: AbortSignal): Promise<string>;
  /** An answer came for this token: it is good. Ends a row of refusals. */
  accept(token: string): void;
  /**
   * The origin refused this token. All who were refused share one renewal and get another token; a second refusal in a row
   * rejects with a `StreamError`.
   */
  reject(token: string, status: number, signal?: AbortSignal): Promise<string>;
}
