import type { OverlayHost } from './draw.js';
import type { RejectPlays } from './misconfiguration.js';
import type { OverlayState } from './status-overlay.js';

/**
 * Returns a function that shows the overlay for a player state. lit-html, icons and messages load only when there is something to show or to
 * explain.
 */
export function createOverlayLayer(
  host: OverlayHost,
  container: HTMLElement,
  rejectPlays: RejectPlays,
): (state: OverlayState) => void {
  let latest: OverlayState;
  return (state) => {
    latest = state;
    const { status, canStart, hasSource } = state;
    if (container.childNodes.length > 0 || canStart || !hasSource || VISIBLE_STATUSES.includes(status))
      void import('./draw.js').then(
        ({ drawOverlay }) => drawOverlay(container, latest, host, rejectPlays),
        // Without a network the import may fail too.
        () => (container.textContent = latest.error ? 'This video cannot be played.' : ''),
      );
  };
}

const VISIBLE_STATUSES = ['loading', 'ended', 'error'];
