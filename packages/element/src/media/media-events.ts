import {
  MEDIA_EVENTS,
  WEBKIT_MEDIA_EVENTS,
  type MediaEventName,
  type WebKitMediaEventName,
} from '@secure-stream/protocol';

/** The events of a `<video>` that plays. */
export const FORWARDED_EVENTS = [...MEDIA_EVENTS, ...WEBKIT_MEDIA_EVENTS] as const;
export type ForwardedEventName = MediaEventName | WebKitMediaEventName;

/** Copies an event for dispatch by another element. `webkitplaybacktargetavailabilitychanged` carries its value in a property. */
export function copyMediaEvent(name: ForwardedEventName, event: Event & { readonly availability?: string }): Event {
  const copy = new Event(name);
  if (event.availability) Object.defineProperty(copy, 'availability', { value: event.availability });
  return copy;
}

/** The events of a `<video>` that has no source, or loses it. A shorter list than that of the engines, which load later. */
const EMPTY_VIDEO_EVENTS = [
  'abort',
  'emptied',
  'pause',
  'play',
  'ratechange',
  'timeupdate',
  'volumechange',
  'waiting',
] as const satisfies readonly ForwardedEventName[];

/** Forwards the events of a `<video>` that no engine plays. `presentation-events.ts` has those that need a source first. */
export function forwardEmptyVideoEvents(video: HTMLVideoElement, emit: (name: ForwardedEventName) => void): void {
  for (const name of EMPTY_VIDEO_EVENTS) video.addEventListener(name, () => emit(name));
}

/** An `on…` property such as `onwaitingforkey`: its handler listens to the object itself, and outlives the player. */
export function createHandlerProperty(type: string): PropertyDescriptor & ThisType<EventTarget> {
  const handlers = new WeakMap<EventTarget, EventListener | null>();
  return {
    get() {
      return handlers.get(this) ?? null;
    },
    set(value: unknown) {
      const handler = typeof value === 'function' ? (value as EventListener) : null;
      this.removeEventListener(type, handlers.get(this) ?? null);
      handlers.set(this, handler);
      this.addEventListener(type, handler);
    },
  };
}
