import type { OverlayHost } from './draw.js';
import type { OverlayState } from './status-overlay.js';

/** Shows the face of a situation. lit-html, the drawings and the languages come when there is something to say. */
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
    const { status, canStart: startable } = state;
    if (this.#container.childNodes.length > 0 || startable || VISIBLE_STATUSES.includes(status)) void this.#draw();
  }

  async #draw(): Promise<void> {
    const overlay = await import('./draw.js').catch(() => null);
    // Without a network there may be no drawings either.
    if (overlay) overlay.drawOverlay(this.#container, this.#state, this.#host);
    else this.#container.textContent = this.#state.error ? 'This video cannot be played.' : '';
  }
}

const VISIBLE_STATUSES = ['loading', 'ended', 'error'];
