import {
  MEDIA_EVENTS,
  WEBKIT_MEDIA_EVENTS,
  type MediaEventName,
  type WebKitMediaEventName,
} from '@secure-stream/protocol';

export const FORWARDED_EVENTS = [...MEDIA_EVENTS, ...WEBKIT_MEDIA_EVENTS] as const;
export type ForwardedEventName = MediaEventName | WebKitMediaEventName;

/** Announces what a `<video>` announces, until `signal` is aborted; for ever without one. */
export function forwardMediaEvents(
  video: HTMLVideoElement,
  emit: (name: ForwardedEventName, event: Event) => void,
  signal?: AbortSignal,
): void {
  for (const name of FORWARDED_EVENTS) video.addEventListener(name, (event) => emit(name, event), signal && { signal });
}

/** The same event, to be sent by another element. `webkitplaybacktargetavailabilitychanged` says what it tells in a property. */
export function copyMediaEvent(name: ForwardedEventName, event?: Event & { readonly availability?: string }): Event {
  const copy = new Event(name);
  if (event?.availability) Object.defineProperty(copy, 'availability', { value: event.availability });
  return copy;
}
