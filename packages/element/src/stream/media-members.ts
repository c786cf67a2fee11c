import { createHandlerProperty } from '../media/event-handler-property.js';

/** Members that are defined in `secure-stream.ts` and `reflected-attributes.ts`. */
type OwnMember =
  | 'play'
  | 'pause'
  | 'load'
  | 'error'
  | 'networkState'
  | 'src'
  | 'srcObject'
  | 'currentSrc'
  | 'textTracks'
  | 'poster'
  | 'preload';

/** The members of `<video>` that other elements lack. A member is `undefined` if the current engine does not support it. */
export interface MediaMembers extends Omit<HTMLVideoElement, keyof HTMLElement | OwnMember> {}

/**
 * Defines the members of the browser's own `<video>` on a prototype, except those of every element and those that the class has itself.
 * Each reads `media` at the time of the call.
 */
export function delegateMediaMembers<Host extends EventTarget>(
  prototype: Host,
  getMedia: (host: Host) => object,
): void {
  // A server has no `HTMLVideoElement`.
  for (const { prototype: nativePrototype } of [globalThis.HTMLMediaElement, globalThis.HTMLVideoElement].filter(
    Boolean,
  ))
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(nativePrototype)))
      if (Object.hasOwn(prototype, name))
        Object.defineProperty(prototype, name, { enumerable: name !== 'constructor' });
      else if (!(name in prototype)) {
        Object.defineProperty(prototype, name, createDelegate(name, descriptor, getMedia));
        if (typeof descriptor.value === 'number') Object.defineProperty(prototype.constructor, name, descriptor);
      }
}

/**
 * A property that was set before the element was upgraded hides the member of the prototype. Deletes it and sets it again. Not in a
 * constructor: the browser reports no change of an attribute there.
 */
export function adoptEarlyProperties(host: object): void {
  for (const [name, value] of Object.entries(host))
    if (name in Reflect.getPrototypeOf(host)!) {
      Reflect.deleteProperty(host, name);
      Object.assign(host, { [name]: value });
    }
}

/** Returns a property that reads, writes or calls the member of the same name of `getMedia(this)`. */
export function createDelegate<Host extends EventTarget>(
  name: string,
  { value, set }: PropertyDescriptor,
  getMedia: (host: Host) => object,
): PropertyDescriptor & ThisType<Host> {
  const flags = { configurable: true, enumerable: true };
  if (name.startsWith('on')) return { ...flags, ...createHandlerProperty(name.slice(2)) };
  if (typeof value === 'function') {
    const method = function (this: Host, ...args: unknown[]): unknown {
      return (getMedia(this) as Record<string, (...args: unknown[]) => unknown>)[name]!(...args);
    };
    return {
      ...flags,
      get() {
        return typeof (getMedia(this) as Record<string, unknown>)[name] === 'function' ? method : undefined;
      },
    };
  }
  // Constants such as `HAVE_METADATA`. `<video>` has them on its class too.
  if (value !== undefined) return { enumerable: true, value };
  return {
    ...flags,
    get() {
      return (getMedia(this) as Record<string, unknown>)[name];
    },
    ...(set && {
      set(value: unknown) {
        Reflect.set(getMedia(this), name, value);
      },
    }),
  };
}
