/** What the class below it brings itself: in `secure-stream.ts`, and in `reflected-attributes.ts`. */
type Own =
  'play' | 'pause' | 'load' | 'error' | 'src' | 'srcObject' | 'currentSrc' | 'textTracks' | 'poster' | 'preload';

/** Everything that a `<video>` has and other elements have not. What the engine of the moment can not do is `undefined`. */
export interface MediaSurface extends Omit<HTMLVideoElement, keyof HTMLElement | Own> {}

const writable = new Set<string>();

/**
 * Gives a class the members that the browser's own `<video>` has, beyond those of every element and those that the class has itself.
 * Each asks `media` at the moment of the call.
 */
export function delegateMedia<Host extends EventTarget>(prototype: Host, mediaOf: (host: Host) => object): void {
  // There is no `<video>` on a server.
  for (const { prototype: platform } of [globalThis.HTMLMediaElement, globalThis.HTMLVideoElement].filter(Boolean))
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(platform))) {
      if (Object.hasOwn(prototype, name))
        Object.defineProperty(prototype, name, { enumerable: name !== 'constructor' });
      else if (!(name in prototype)) Object.defineProperty(prototype, name, delegate(name, descriptor, mediaOf));
    }
}

/** A property that was set before the class was there hides the accessor. Takes it away and sets it again. */
export function adoptEarlyProperties(host: object): void {
  for (const name of Object.keys(host)) {
    if (!writable.has(name)) continue;
    const value: unknown = Reflect.get(host, name);
    Reflect.deleteProperty(host, name);
    Reflect.set(host, name, value);
  }
}

export const markWritable = (name: string): void => void writable.add(name);

function delegate<Host extends EventTarget>(
  name: string,
  { value, set }: PropertyDescriptor,
  mediaOf: (host: Host) => object,
): PropertyDescriptor & ThisType<Host> {
  const shape = { configurable: true, enumerable: true };
  if (set) markWritable(name);
  if (name.startsWith('on')) return { ...shape, ...handlerOf(name.slice(2)) };
  if (typeof value === 'function') {
    const method = function (this: Host, ...args: unknown[]): unknown {
      const media = mediaOf(this);
      return (Reflect.get(media, name) as (...args: unknown[]) => unknown).apply(media, args);
    };
    return {
      ...shape,
      get() {
        return typeof Reflect.get(mediaOf(this), name) === 'function' ? method : undefined;
      },
    };
  }
  // `HAVE_METADATA` and the like.
  if (value !== undefined) return { ...shape, value };
  return {
    ...shape,
    get() {
      return Reflect.get(mediaOf(this), name);
    },
    ...(set && {
      set(value: unknown) {
        Reflect.set(mediaOf(this), name, value);
      },
    }),
  };
}

/** `onwaitingforkey` and its like hear the host, and outlive what plays. */
export function handlerOf(type: string): PropertyDescriptor & ThisType<EventTarget> {
  const handlers = new WeakMap<EventTarget, EventListener>();
  return {
    get() {
      return handlers.get(this) ?? null;
    },
    set(handler: EventListener | null) {
      const before = handlers.get(this);
      if (before) this.removeEventListener(type, before);
      handlers.delete(this);
      if (typeof handler !== 'function') return;
      handlers.set(this, handler);
      this.addEventListener(type, handler);
    },
  };
}
