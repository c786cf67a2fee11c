import type { Clock } from '@secure-stream/session/core';
import { loadCode } from '../../playback/load-code.js';
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
  clock: Clock,
  rejectPlays: RejectPlays,
): (state: OverlayState) => void {
  let latest: OverlayState;
  return (state) => {
    latest = state;
    if (
      container.firstChild ||
      state.canStart ||
      !state.hasSource ||
      ['ended', 'loading', 'error'].includes(state.status)
    )
      void loadCode(
        () => import('./draw.js'),
        clock,
        () => latest !== state || !container.isConnected,
        () => (container.textContent = latest.error ? 'This video cannot be played.' : ''),
      ).then((code) => code?.drawOverlay(container, latest, host, rejectPlays));
  };
}
