import type { Viewing } from '@secure-stream/session/core';

export interface ReleaseViewingOptions {
  readonly viewing: Viewing;
  /** Tells the token endpoint that the playback has ended. */
  release(): void;
  refreshToken(): Promise<void>;
  readonly signal: AbortSignal;
}

/** Releases the viewing when its last playback ends or the page is left, and renews it when the page returns from the back-forward cache. */
export function releaseViewing({ viewing, release, refreshToken, signal }: ReleaseViewingOptions): void {
  // The player's next playback may continue the viewing.
  signal.addEventListener('abort', () => queueMicrotask(() => viewing.players > 0 || release()));

  const onPageHide = () => {
    if (released.has(viewing)) return;
    released.add(viewing);
    release();
  };
  const onPageShow = () => {
    if (released.delete(viewing)) refreshToken().catch(() => undefined);
  };
  addEventListener('pagehide', onPageHide, { signal });
  addEventListener('pageshow', onPageShow, { signal });
}

/** The viewings that were released when the page was left. Several players may share one. */
const released = new WeakSet<Viewing>();
