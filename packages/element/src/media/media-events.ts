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

/** Picture-in-picture, full screen and AirPlay. They start with a source, and may end after it. */
const PRESENTATION_EVENTS = ['enterpictureinpicture', 'leavepictureinpicture', ...WEBKIT_MEDIA_EVENTS] as const;

const forwarded = new WeakSet<HTMLVideoElement>();

/** Forwards the presentation events of a `<video>` while no engine does, for instance when a load ends picture-in-picture. */
export function forwardPresentationEvents(
  video: HTMLVideoElement,
  hasEngine: () => boolean,
  dispatch: (event: Event) => void,
): void {
  if (forwarded.has(video)) return;
  forwarded.add(video);
  for (const name of PRESENTATION_EVENTS)
    video.addEventListener(name, (event) => {
      if (!hasEngine()) dispatch(copyMediaEvent(name, event));
    });
}
