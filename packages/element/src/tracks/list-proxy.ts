import { createHandlerProperty } from '../element/media-members.js';

/** A list that is there from the start and for good, whatever fills it: an engine comes later, and another one after it. */
export interface ListProxy<List extends EventTarget> {
  readonly list: List;
  /** What the list shows from now on; `undefined`: nothing. */
  setSource(list: EventTarget | undefined): void;
}

const LIST_EVENTS = ['addrendition', 'removerendition', 'addtrack', 'removetrack', 'change'] as const;

export function createListProxy<List extends EventTarget>(): ListProxy<List> {
  const target = new EventTarget();
  for (const name of LIST_EVENTS) Object.defineProperty(target, `on${name}`, createHandlerProperty(name));
  let source: EventTarget | undefined;
  let listening = new AbortController();

  const list = new Proxy(target, {
    get(_target, name) {
      const owner = name in target ? target : source;
      const value: unknown = owner ? Reflect.get(owner, name, owner) : EMPTY_LIST[name];
      return typeof value === 'function' ? (value.bind(owner ?? EMPTY_LIST) as unknown) : value;
    },
    set(_target, name, value) {
      const owner = name in target ? target : source;
      return !owner || Reflect.set(owner, name, value, owner);
    },
    has: (_target, name) => name in target || name in (source ?? EMPTY_LIST),
    // `list instanceof TextTrackList`.
    getPrototypeOf: () => Reflect.getPrototypeOf(source ?? target),
  });

  return {
    list: list as List,
    setSource(next) {
      if (next === source) return;
      listening.abort();
      listening = new AbortController();
      source = next;
      for (const name of LIST_EVENTS)
        next?.addEventListener(name, (event) => void target.dispatchEvent(cloneEvent(event)), {
          signal: listening.signal,
        });
    },
  };
}

/** What a list without anything in it answers. */
const EMPTY_LIST: Readonly<Record<PropertyKey, unknown>> = {
  length: 0,
  selectedIndex: -1,
  [Symbol.iterator]: () => [].values(),
  getRenditionById: () => null,
  getTrackById: () => null,
};

/** `rendition` and `track` are read out of the event itself, which has the shape of what its constructor takes. */
function cloneEvent(event: Event): Event {
  const EventClass = event.constructor as new (type: string, init: object) => Event;
  return new EventClass(event.type, event);
}
