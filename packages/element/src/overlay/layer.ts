import type { OverlayHost } from './draw.js';
import type { OverlayState } from './status-overlay.js';

/** Shows the overlay for a player state. lit-html, icons and messages load only when there is something to show. */
export class OverlayLayer {
  readonly #host: OverlayHost;
  readonly #container: HTMLElement;
  #state: OverlayState = { status: 'idle' };

  constructor(host: OverlayHost, container: HTMLElement) {
    this.#host = host;
    this.#container = container;
  }

  show(state: OverlayState): void {
    this.#state = state;
    const { status, canStart } = state;
    if (this.#container.childNodes.length > 0 || canStart || VISIBLE_STATUSES.includes(status)) void this.#draw();
  }

  async #draw(): Promise<void> {
    const overlay = await import('./draw.js').catch(() => null);
    // Without a network the import may fail too.
    if (overlay) overlay.drawOverlay(this.#container, this.#state, this.#host);
    else this.#container.textContent = this.#state.error ? 'This video cannot be played.' : '';
  }
}

const VISIBLE_STATUSES = ['loading', 'ended', 'error'];
