/** The targets of the events that signal waking: the document and window, or a test's own. */
export interface PageTargets {
  readonly document: EventTarget;
  readonly window: EventTarget;
}

/**
 * Calls back when the page becomes visible or hidden, returns from the back-forward cache or a freeze, gets the focus, or is online again.
 * Timers may have stood still until then. Returns a function that stops listening. A worker has only `online`; Node and React Native have
 * no such events, so nothing happens.
 */
export function onPageWake(
  wake: () => void,
  { document, window = globalThis }: Partial<PageTargets> = globalThis as Partial<PageTargets>,
): () => void {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  // `resume` follows a freeze and fires on the document (Page Lifecycle).
  for (const name of ['visibilitychange', 'resume']) document?.addEventListener(name, wake, { signal });
  for (const name of ['pageshow', 'online', 'focus']) window?.addEventListener?.(name, wake, { signal });
  return () => lifetime.abort();
}
