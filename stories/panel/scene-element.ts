import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { Scene } from '../stage/scene.ts';
import { panelStyles } from './panel.styles.ts';

/** Milliseconds. Time is drawn five times a second; what happens is drawn at once. */
const TICK = 200;

/** A part of the panel. Drawn anew when its scene changes, and as time passes. */
export abstract class SceneElement extends LitElement {
  static override properties: PropertyDeclarations = { scene: { attribute: false } };
  static override styles = [panelStyles];

  declare scene: Scene | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), TICK);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('scene')) return;
    changed.get('scene')?.log.removeEventListener('change', this.#changed);
    this.scene?.log.addEventListener('change', this.#changed);
  }

  readonly #changed = () => this.requestUpdate();
}
