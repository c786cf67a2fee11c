/** Where a page tells that the world may be another: its document and window, or a test's own. */
export interface Page {
  readonly document: EventTarget & Pick<Document, 'visibilityState'>;
  readonly window: EventTarget;
}

/**
 * Calls back when the page becomes visible, comes back from the back-forward cache or a freeze, gets the focus, or is online again.
 * Timers may have stood still until then. Returns a function that stops it. Nothing happens where there is no page.
 */
export function onWaking(wake: () => void, page: Page | undefined = pageOf(globalThis)): () => void {
  const life = new AbortController();
  const { signal } = life;
  page?.document.addEventListener('visibilitychange', () => page.document.visibilityState === 'visible' && wake(), {
    signal,
  });
  // `resume` follows a freeze and goes to the document (Page Lifecycle).
  page?.document.addEventListener('resume', wake, { signal });
  for (const name of ['pageshow', 'online', 'focus']) page?.window.addEventListener(name, wake, { signal });
  return () => life.abort();
}

const pageOf = ({ document, window }: Partial<Page>): Page | undefined => document && window && { document, window };
