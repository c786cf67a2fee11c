import type { FaceHost } from './draw.js';
import type { FaceSituation } from './face.js';

/** Shows the face of a situation. lit-html, the drawings and the languages come when there is something to say. */
export class FaceLayer {
  readonly #host: FaceHost;
  readonly #layer: HTMLElement;
  #situation: FaceSituation = { status: 'idle' };

  constructor(host: FaceHost, layer: HTMLElement) {
    this.#host = host;
    this.#layer = layer;
  }

  show(situation: FaceSituation): void {
    this.#situation = situation;
    const { status, startable } = situation;
    if (this.#layer.childNodes.length > 0 || startable || TOLD.includes(status)) void this.#draw();
  }

  async #draw(): Promise<void> {
    const faces = await import('./draw.js').catch(() => null);
    // Without a network there may be no drawings either.
    if (faces) faces.drawFace(this.#layer, this.#situation, this.#host);
    else this.#layer.textContent = this.#situation.error ? 'This video can not be played.' : '';
  }
}

const TOLD = ['loading', 'over', 'error'];
