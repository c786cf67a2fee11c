/** An `on…` property such as `onwaitingforkey`: its handler listens to the object itself, and outlives the player. */
export function createHandlerProperty(type: string): PropertyDescriptor & ThisType<EventTarget> {
  const handlers = new WeakMap<EventTarget, EventListener | null>();
  return {
    get() {
      return handlers.get(this) ?? null;
    },
    set(value: unknown) {
      const handler = typeof value === 'function' ? (value as EventListener) : null;
      this.removeEventListener(type, handlers.get(this) ?? null);
      handlers.set(this, handler);
      this.addEventListener(type, handler);
    },
  };
}
