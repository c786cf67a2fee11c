import type { PlayerEventMap } from './player-events.js';
import type { StreamEventMap } from './stream-events.js';

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
