import { ReactiveElement } from '@lit/reactive-element';
import { createDelegate, delegateMediaMembers } from '../stream/media-members.js';
import { reflectAttributes } from '../stream/reflected-attributes.js';
import { SecureStreamElement } from '../stream/secure-stream.js';

/** What `<secure-stream>` adds to every element. */
export interface StreamMembers extends Omit<SecureStreamElement, keyof ReactiveElement> {}

/** Defines the public members of `<secure-stream>` on the prototype of an element that contains one. */
export function forwardMembers<Host extends HTMLElement>(
  prototype: Host,
  getStream: (host: Host) => SecureStreamElement,
): void {
  // These live in the attributes of the host, which are forwarded too.
  reflectAttributes(prototype);
  delegateMediaMembers(prototype, getStream);
  // Lit defines the accessors of the class when it is first asked for its attributes.
  void SecureStreamElement.observedAttributes;
  const members = Object.getOwnPropertyDescriptors(SecureStreamElement.prototype);
  for (const [name, descriptor] of Object.entries(members))
    if (!(name in prototype) && !isInternal(name))
      Object.defineProperty(prototype, name, createDelegate(name, descriptor, getStream));
}

/** Whether a member is for Lit, for the browser, or for tests. */
const isInternal = (name: string) =>
  name in ReactiveElement.prototype || name.endsWith('Callback') || name === 'createPlayer';
