import type { SecureStreamElement } from '@secure-stream/element';
import { TEST_VIEWER } from '@secure-stream/test-server/endpoint';
import { css, html, nothing, type PropertyDeclarations } from 'lit';
import { PlaygroundElement } from './playground-element.ts';
import { panelStyles } from './panel.styles.ts';

/** A device of the viewer: its player, and the buttons of a page that lists "your devices". */
export class DeviceFrame extends PlaygroundElement {
  static override properties: PropertyDeclarations = { ...PlaygroundElement.properties, device: {} };
  static override styles = [
    panelStyles,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: center;
        padding: 0.625rem 0.75rem;
        background: var(--card);
      }
      strong {
        flex: 1;
      }
      button {
        padding: 0.25rem 0.75rem;
        border: 1px solid currentcolor;
        border-radius: 0.375rem;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
    `,
  ];

  declare device: string | undefined;

  get #player(): SecureStreamElement | null {
    return this.querySelector('secure-stream');
  }

  override render() {
    const { viewings, watermark } = this.playground?.endpoint ?? {};
    return html`
      <slot></slot>
      <div>
        <strong>${this.device}</strong>
        ${
          viewings
            ? html`<button @click=${() => this.#player?.retry({ takeover: true })}>Take over</button>
                <button @click=${() => void this.#end()}>End</button>
                <button @click=${() => void viewings.revokeViewer(TEST_VIEWER)}>Revoke all</button>`
            : nothing
        }
        ${watermark ? html`<button @click=${() => this.#tamper()}>Remove the watermark</button>` : nothing}
      </div>
    `;
  }

  async #end(): Promise<void> {
    const viewings = this.playground?.endpoint.viewings;
    const list = (await viewings?.listViewings(TEST_VIEWER)) ?? [];
    for (const { device, playbackId } of list)
      if (device === this.device) await viewings?.endViewing(TEST_VIEWER, playbackId);
  }

  #tamper(): void {
    findWatermark(this.#player)?.remove();
  }
}

/** The watermark of a player. Its text lies in a closed shadow tree. */
export const findWatermark = (player: SecureStreamElement | null): HTMLElement | null =>
  player?.shadowRoot?.querySelector<HTMLElement>('[part=media] > [aria-hidden=true]') ?? null;

customElements.define('device-frame', DeviceFrame);
