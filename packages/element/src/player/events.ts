import { streamEvents } from '../events/stream-events.js';
import { FORWARDED_EVENTS } from '../media/media-events.js';

/** Dispatches each event of a `<secure-stream>` again at the element that contains it. */
export function forwardEvents(stream: EventTarget, host: EventTarget): void {
  for (const name of new Set<string>([...FORWARDED_EVENTS, ...Object.keys(streamEvents)]))
    stream.addEventListener(name, (event) => {
      if (event.target === stream && !host.dispatchEvent(copyEvent(event))) event.preventDefault();
    });
}

/** A copy of the same class and with the same properties, because an event cannot be dispatched twice at a time. */
export function copyEvent(event: Event): Event {
  const copy = new Event(event.type, event);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(event) as object);
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(event)))
    if (name !== 'isTrusted') Object.defineProperty(copy, name, descriptor);
  return copy;
}
