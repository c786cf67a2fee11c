import { handlerOf } from '../media-surface.js';

/** A list that is there from the start and for good, whatever fills it: an engine comes later, and another one after it. */
export interface Relay<List extends EventTarget> {
  readonly list: List;
  /** What the list shows from now on; `undefined`: nothing. */
  follow(list: EventTarget | undefined): void;
}

const EVENTS = ['addrendition', 'removerendition', 'addtrack', 'removetrack', 'change'] as const;

export function createRelay<List extends EventTarget>(): Relay<List> {
  const hub = new EventTarget();
  for (const name of EVENTS) Object.defineProperty(hub, `on${name}`, handlerOf(name));
  let followed: EventTarget | undefined;
  let life = new AbortController();

  const list = new Proxy(hub, {
    get(_hub, name) {
      const owner = name in hub ? hub : followed;
      const value: unknown = owner ? Reflect.get(owner, name, owner) : EMPTY[name];
      return typeof value === 'function' ? (value.bind(owner ?? EMPTY) as unknown) : value;
    },
    set(_hub, name, value) {
      const owner = name in hub ? hub : followed;
      return !owner || Reflect.set(owner, name, value, owner);
    },
    has: (_hub, name) => name in hub || name in (followed ?? EMPTY),
    // `list instanceof TextTrackList`.
    getPrototypeOf: () => Reflect.getPrototypeOf(followed ?? hub),
  });

  return {
    list: list as List,
    follow(next) {
      if (next === followed) return;
      life.abort();
      life = new AbortController();
      followed = next;
      for (const name of EVENTS)
        next?.addEventListener(name, (event) => void hub.dispatchEvent(copyOf(event)), { signal: life.signal });
    },
  };
}

/** What a list without anything in it answers. */
const EMPTY: Readonly<Record<PropertyKey, unknown>> = {
  length: 0,
  selectedIndex: -1,
  [Symbol.iterator]: () => [].values(),
  getRenditionById: () => null,
  getTrackById: () => null,
};

/** `rendition` and `track` are read out of the event itself, which has the shape of what its constructor takes. */
function copyOf(event: Event): Event {
  const Same = event.constructor as new (type: string, init: object) => Event;
  return new Same(event.type, event);
}
