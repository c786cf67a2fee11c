import type { PlayerEventMap } from './player-events.js';
import {
  TokenExpiringEvent,
  TokenRefreshEvent,
  TokenRefreshErrorEvent,
  TokenExpiredEvent,
  PlayerReloadEvent,
  StateChangeEvent,
  StreamErrorEvent,
} from './stream-events.js';
import { StreamTypeChangeEvent, TargetLiveWindowChangeEvent } from './stream-type-events.js';
import { WatchCompleteEvent, WatchProgressEvent } from './watch-events.js';
import { WatermarkTamperEvent } from './watermark-event.js';

/** The events of `<secure-stream>` beside those of `<video>`: name, class, and the name of the handler in React. */
export const streamEvents = {
  tokenexpiring: { event: TokenExpiringEvent, handler: 'onTokenExpiring' },
  tokenrefresh: { event: TokenRefreshEvent, handler: 'onTokenRefresh' },
  tokenrefresherror: { event: TokenRefreshErrorEvent, handler: 'onTokenRefreshError' },
  tokenexpired: { event: TokenExpiredEvent, handler: 'onTokenExpired' },
  playerreload: { event: PlayerReloadEvent, handler: 'onPlayerReload' },
  statechange: { event: StateChangeEvent, handler: 'onStateChange' },
  streamtypechange: { event: StreamTypeChangeEvent, handler: 'onStreamTypeChange' },
  targetlivewindowchange: { event: TargetLiveWindowChangeEvent, handler: 'onTargetLiveWindowChange' },
  watermarktamper: { event: WatermarkTamperEvent, handler: 'onWatermarkTamper' },
  watchprogress: { event: WatchProgressEvent, handler: 'onWatchProgress' },
  watchcomplete: { event: WatchCompleteEvent, handler: 'onWatchComplete' },
  error: { event: StreamErrorEvent, handler: 'onError' },
} as const;

export type StreamEventName = keyof typeof streamEvents;
export type StreamEventMap = { [Name in StreamEventName]: InstanceType<(typeof streamEvents)[Name]['event']> };

/** Every event that `<secure-stream>` dispatches: those of `<video>`, and its own. */
export interface SecureStreamEventMap extends Omit<HTMLVideoElementEventMap, keyof StreamEventMap>, StreamEventMap {}

/** Every event that `<secure-stream-player>` dispatches. */
export interface SecureStreamPlayerEventMap extends SecureStreamEventMap, PlayerEventMap {}

/** `addEventListener` with the types of these events. */
export interface StreamEventTarget<EventMap extends SecureStreamEventMap = SecureStreamEventMap> {
  addEventListener<Name extends keyof EventMap>(
    type: Name,
    listener: (event: EventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof EventMap>(
    type: Name,
    listener: (event: EventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}
