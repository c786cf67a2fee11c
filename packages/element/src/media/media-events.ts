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
