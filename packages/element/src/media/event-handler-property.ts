/** An `on…` property such as `onwaitingforkey`: its handler listens to the object itself, and outlives the player. */
export function createHandlerProperty(type: string): PropertyDescriptor & ThisType<EventTarget> {
  const handlers = new WeakMap<EventTarget, EventListener>();
  return {
    get() {
      return handlers.get(this) ?? null;
    },
    set(handler: EventListener | null) {
      const previous = handlers.get(this);
      if (previous) this.removeEventListener(type, previous);
      handlers.delete(this);
      if (typeof handler !== 'function') return;
      handlers.set(this, handler);
      this.addEventListener(type, handler);
    },
  };
}
