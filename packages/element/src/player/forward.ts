import { FORWARDED_EVENTS } from '../media/media-events.js';
import { ReactiveElement } from '@lit/reactive-element';
import { PLAYBACK_HOST, SecureStreamElement } from '../stream/secure-stream.js';
import { createDelegate, delegateMediaMembers } from '../stream/media-members.js';
import { mirrorTracks } from '../tracks/track-elements.js';
import { reflectAttributes } from '../stream/reflected-attributes.js';
import { streamEvents } from '../events/event-map.js';

/** What `<secure-stream>` adds to every element. */
export interface StreamMembers extends Omit<SecureStreamElement, keyof ReactiveElement> {}

/**
 * Defines the public members of `<secure-stream>` on the prototype of an element that contains one.
 */
export function forwardMembers<Host extends HTMLElement>(
  prototype: Host,
  getStream: (host: Host) => SecureStreamElement,
): void {
  // These live in the attributes of the host, which are forwarded too.
  reflectAttributes(prototype);
  delegateMediaMembers(prototype, getStream);
  for (const [name, descriptor] of listMembers())
    if (!(name in prototype)) Object.defineProperty(prototype, name, createDelegate(name, descriptor, getStream));
}

/** Whether a class of `<secure-stream>`, perhaps of another version, has all that the player forwards and uses. */
export function isCompatible(elementClass: ElementClass): boolean {
  const { observedAttributes = [], prototype } = elementClass;
  return (
    SecureStreamElement.observedAttributes.every((name) => observedAttributes.includes(name)) &&
    [PLAYBACK_HOST, ...listMembers().map(([name]) => name)].every((name) => name in prototype)
  );
}

interface ElementClass {
  readonly observedAttributes?: readonly string[];
  readonly prototype: object;
}

function listMembers(): [string, PropertyDescriptor][] {
  // Lit defines the accessors of the class when it is first asked for its attributes.
  void SecureStreamElement.observedAttributes;
  return Object.entries(Object.getOwnPropertyDescriptors(SecureStreamElement.prototype)).filter(
    ([name]) => !isInternal(name),
  );
}

/** Whether a member is for Lit, for the browser, or for tests. */
const isInternal = (name: string) =>
  name in ReactiveElement.prototype || name.endsWith('Callback') || name === 'createPlayer';

/** Dispatches each event of a `<secure-stream>` again at the element that contains it. */
export function forwardEvents(stream: EventTarget, host: EventTarget): void {
  for (const name of new Set<string>([...FORWARDED_EVENTS, ...Object.keys(streamEvents)]))
    stream.addEventListener(name, (event) => {
      if (event.target === stream && !host.dispatchEvent(copyEvent(event))) event.preventDefault();
    });
}

/**
 * A copy of the same class and with the same properties, because an event cannot be dispatched
 * twice at a time.
 */
export function copyEvent(event: Event): Event {
  const copy = new Event(event.type, event);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(event) as object);
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(event)))
    if (name !== 'isTrusted') Object.defineProperty(copy, name, descriptor);
  return copy;
}

/** Slots of the player itself. */
const OWN_SLOTS = ['', 'skin'];

/**
 * Passes the children of the player to its `<secure-stream>`: copies of `<track>` elements, and a
 * slot for each overlay of the page.
 */
export function forwardChildren(host: HTMLElement, stream: HTMLElement): void {
  mirrorTracks(host, () => stream, copyAttributes);
  // Overlays of the page come and go without the knowledge of media-chrome, which would take them
  // for controls.
  stream.addEventListener('slotchange', (event) => event.stopPropagation());
  new MutationObserver(update).observe(host, { childList: true, subtree: true, attributeFilter: ['slot'] });
  update();

  // An empty slot would hide the default overlay, so there are only as many as the page fills.
  function update(): void {
    const wanted = new Set([...host.children].map(({ slot }) => slot).filter((name) => !OWN_SLOTS.includes(name)));
    for (const slot of stream.querySelectorAll<HTMLSlotElement>(':scope > slot'))
      if (!wanted.delete(slot.name)) slot.remove();
    for (const name of wanted) stream.append(Object.assign(document.createElement('slot'), { name, slot: name }));
  }
}

/** The same copy stays in `<secure-stream>`, which knows by it what the viewer has chosen. */
function copyAttributes(from: HTMLElement, to: HTMLElement): true {
  for (const name of to.getAttributeNames()) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const name of from.getAttributeNames()) to.setAttribute(name, from.getAttribute(name)!);
  return true;
}
