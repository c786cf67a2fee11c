import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { PlaygroundState } from './playground-state.ts';
import { panelStyles } from './panel.styles.ts';

/** Milliseconds. Redraws as time passes; a change of the playground redraws at once. */
const REDRAW_MS = 200;

/** A part of the panel. Redraws when its playground changes, and as time passes. */
export abstract class PlaygroundElement extends LitElement {
  static override properties: PropertyDeclarations = { playground: { attribute: false } };
  static override styles = [panelStyles];

  declare playground: PlaygroundState | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), REDRAW_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('playground')) return;
    changed.get('playground')?.log.removeEventListener('change', this.#changed);
    this.playground?.log.addEventListener('change', this.#changed);
  }

  readonly #changed = () => this.requestUpdate();
}
