import { createHandlerProperty } from '../media/event-handler-property.js';

/** A list object that stays the same while its content comes from one engine after another. */
export interface ListProxy<List extends EventTarget> {
  readonly list: List;
  /** Sets the list to show. `undefined`: an empty list. */
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
      const owner = name in target && name !== Symbol.toStringTag ? target : source;
      const value: unknown = owner ? Reflect.get(owner, name, owner) : EMPTY_LIST[name];
      return typeof value === 'function' ? (value.bind(owner ?? EMPTY_LIST) as unknown) : value;
    },
    set(_target, name, value) {
      const owner = name in target ? target : source;
      return !owner || Reflect.set(owner, name, value, owner);
    },
    has: (_target, name) => name in target || name in (source ?? EMPTY_LIST),
    // Makes `list instanceof TextTrackList` true.
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

/** The members of an empty list. */
const EMPTY_LIST: Readonly<Record<PropertyKey, unknown>> = {
  length: 0,
  selectedIndex: -1,
  [Symbol.iterator]: () => [].values(),
  getRenditionById: () => null,
  getTrackById: () => null,
};

/** Passes the event itself as its init object: `rendition` and `track` have the same names there. */
function cloneEvent(event: Event): Event {
  const EventClass = event.constructor as new (type: string, init: object) => Event;
  return new EventClass(event.type, event);
}
