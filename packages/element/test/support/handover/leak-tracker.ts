import { createClock, type Clock } from '../../../../session/src/clock.ts';

/** Counts what an engine may leave behind: listeners on longer-lived targets, and timers. */
export interface LeakTracker {
  readonly clock: Clock;
  listeners(): number;
  timers(): number;
  close(): void;
}

/** Counts each listener of the page or of `targets`, and each timer of the clock. */
export function trackLeaks(targets: readonly EventTarget[] = [], real: Clock = createClock()): LeakTracker {
  const watched = new Set<EventTarget>([window, document, ...targets]);
  const open = new Set<object>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;

  EventTarget.prototype.addEventListener = function (this: EventTarget, type, callback, options) {
    addEventListener.call(this, type, callback, options);
    const target = this ?? window;
    if (!watched.has(target) || !callback) return;
    const entry = { target, type, callback };
    const { signal } = (typeof options === 'object' && options) || {};
    if (signal?.aborted) return;
    open.add(entry);
    if (signal) addEventListener.call(signal, 'abort', () => open.delete(entry));
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget, type, callback, options) {
    removeEventListener.call(this, type, callback, options);
    for (const entry of open as Set<{ target: EventTarget; type: string; callback: unknown }>)
      if (entry.target === (this ?? window) && entry.type === type && entry.callback === callback) open.delete(entry);
  };

  const timers = new Set<object>();
  const clock: Clock = {
    now: () => real.now(),
    wall: () => real.wall(),
    at(time, callback) {
      const timer = {};
      timers.add(timer);
      const cancel = real.at(time, () => {
        timers.delete(timer);
        callback();
      });
      return () => {
        timers.delete(timer);
        cancel();
      };
    },
  };
  return {
    clock,
    listeners: () => open.size,
    timers: () => timers.size,
    close: () => Object.assign(EventTarget.prototype, { addEventListener, removeEventListener }),
  };
}
