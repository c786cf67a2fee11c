/** Counts the listeners that are put on what outlives an element: the window, the document, the network, the screen. */
export function countListeners(targets: readonly EventTarget[] = [window, document]) {
  const open = new Map<object, string>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;

  EventTarget.prototype.addEventListener = function (this: EventTarget, type, listener, options) {
    addEventListener.call(this, type, listener, options);
    const target = this ?? window;
    const { signal } = (typeof options === 'object' && options) || {};
    if (!listener || !targets.includes(target) || signal?.aborted) return;
    const entry = { target, type, listener };
    open.set(entry, type);
    if (signal) addEventListener.call(signal, 'abort', () => open.delete(entry), { once: true });
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget, type, listener, options) {
    removeEventListener.call(this, type, listener, options);
    for (const entry of open.keys() as Iterable<{ target: EventTarget; type: string; listener: unknown }>)
      if (entry.target === (this ?? window) && entry.type === type && entry.listener === listener) open.delete(entry);
  };
  return {
    /** Names of what is still listened for. */
    open: (): readonly string[] => [...open.values()],
    stop: () => Object.assign(EventTarget.prototype, { addEventListener, removeEventListener }),
  };
}
