import {
  MEDIA_EVENTS,
  WEBKIT_MEDIA_EVENTS,
  type MediaEventName,
  type WebKitMediaEventName,
} from '@secure-stream/protocol';

export const FORWARDED_EVENTS = [...MEDIA_EVENTS, ...WEBKIT_MEDIA_EVENTS] as const;
export type ForwardedEventName = MediaEventName | WebKitMediaEventName;

/** Forwards the events of a `<video>` until `signal` is aborted. */
export function forwardMediaEvents(
  video: HTMLVideoElement,
  emit: (name: ForwardedEventName, event: Event) => void,
  signal?: AbortSignal,
): void {
  for (const name of FORWARDED_EVENTS) video.addEventListener(name, (event) => emit(name, event), signal && { signal });
}

/** Copies an event for dispatch by another element. `webkitplaybacktargetavailabilitychanged` carries its value in a property. */
export function copyMediaEvent(name: ForwardedEventName, event?: Event & { readonly availability?: string }): Event {
  return Object.assign(new Event(name), event?.availability && { availability: event.availability });
}
