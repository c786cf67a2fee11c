import type { Clock } from '@secure-stream/session/core';
import type { Playback, PlaybackHostOptions } from './playback.js';

/**
 * Suspends a load. A lazy one continues near the viewport, and sends no event before, as in Chromium. That of `preload="none"` waits until
 * playback is requested. Returns `Playback.isAnnounced`.
 */
export function suspendLoad(
  playback: Playback,
  { clock, mediaContainer }: PlaybackHostOptions,
  isLazy: boolean,
  load: () => void,
): Playback['isAnnounced'] {
  if (isLazy) whenNearViewport(mediaContainer, playback.lifetime.signal, load);
  return playback.isAnnounced ?? (isLazy ? undefined : announceLoad(playback, clock));
}

/**
 * Sends the events of a load that waits for `play()`: with `preload="none"` a `<video>` sends `loadstart` and `suspend`, and is idle (HTML,
 * "resource selection algorithm", "resource fetch algorithm"). The element sends them without a token, so it requests none.
 */
function announceLoad({ choices, emit, engineLoader, lifetime }: Playback, clock: Clock): Playback['isAnnounced'] {
  // A restart continues a load.
  if (choices || lifetime.signal.aborted) return undefined;
  let isPending = false;
  // As a task, behind the events of the previous load that the `<video>` has yet to send.
  const cancel = clock.at(clock.now(), () => {
    if (engineLoader.status) return;
    isPending = true;
    emit('loadstart');
    emit('suspend');
  });
  lifetime.signal.addEventListener('abort', () => {
    cancel();
    // `load()` and another source end the load, as on `<video>`. An engine that has started sends these events itself.
    if (!isPending) return;
    clock.at(clock.now(), () => {
      emit('abort');
      emit('emptied');
    });
  });
  return (name) => {
    // The engine continues this load when playback is requested, so its own `loadstart` is not another one. WebKit also sends `emptied` when
    // the source is set.
    if (!isPending || (name !== 'loadstart' && name !== 'emptied')) return false;
    isPending = name === 'emptied';
    return true;
  };
}

/**
 * Calls `callback` once `target` is near the viewport, as `loading="lazy"` of HTML does ("start intersection-observing a lazy loading
 * element"). Without a box, such as inside `display: none`, it is near nothing. Further calls with the same `signal` do nothing, and none is
 * called after it is aborted.
 */
function whenNearViewport(target: Element, signal: AbortSignal, callback: () => void): void {
  if (signal.aborted || observed.has(signal)) return;
  observed.add(signal);
  // A browser without it loads at once, as one without `loading` does.
  if (!('IntersectionObserver' in globalThis)) return callback();
  const unobserve = () => {
    observer?.unobserve(target);
    callbacks.delete(target);
  };
  signal.addEventListener('abort', unobserve);
  callbacks.set(target, () => {
    unobserve();
    callback();
  });
  observer ??= createObserver();
  observer.observe(target);
}

const observed = new WeakSet<AbortSignal>();

const callbacks = new Map<Element, () => void>();

/** One for all players of the page. */
let observer: IntersectionObserver | undefined;

function createObserver(): IntersectionObserver {
  const margin = `${isSlowConnection() ? 2500 : 1250}px`;
  return new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) callbacks.get(target)?.();
    },
    // The margin of scroll containers counts where the browser knows it: Firefox from 141, Safari from 26.
    { rootMargin: margin, scrollMargin: margin },
  );
}

/** Chromium tells the others nothing, and uses the same two distances for images and frames (web.dev, "Browser-level image lazy loading"). */
function isSlowConnection(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly effectiveType?: string } };
  return !['4g', undefined].includes(connection?.effectiveType);
}
