/**
 * Calls `callback` once `target` is near the viewport, as `loading="lazy"` of HTML does ("start intersection-observing a lazy loading
 * element"). Without a box, such as inside `display: none`, it is near nothing. Further calls with the same `signal` do nothing, and none is
 * called after it is aborted.
 */
export function whenNearViewport(target: Element, signal: AbortSignal, callback: () => void): void {
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
