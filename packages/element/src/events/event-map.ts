import type { StreamEventMap } from './stream-events.js';

/** Every event that `<secure-stream>` dispatches: those of `<video>`, and its own. */
export interface SecureStreamEventMap extends Omit<HTMLVideoElementEventMap, keyof StreamEventMap>, StreamEventMap {}

/** `addEventListener` with the types of these events. */
export interface StreamEventTarget {
  addEventListener<Name extends keyof SecureStreamEventMap>(
    type: Name,
    listener: (event: SecureStreamEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof SecureStreamEventMap>(
    type: Name,
    listener: (event: SecureStreamEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}
