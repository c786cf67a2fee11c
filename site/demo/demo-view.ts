import { isInterruption } from '@secure-stream/test-server/interruption';
import { css, html, type PropertyDeclarations } from 'lit';
import { panelStyles, tokenColor } from '../../stories/support/panel.styles.ts';
import { PlaygroundElement } from '../../stories/support/playground-element.ts';
import type { DemoAction } from './scenarios.ts';

/** A demo: the player, and below it its token, what a viewer may notice, and buttons that make playback harder. */
export class DemoView extends PlaygroundElement {
  static override properties: PropertyDeclarations = {
    ...PlaygroundElement.properties,
    actions: { attribute: false },
    stalls: { state: true },
  };
  static override styles = [
    panelStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem 1.5rem;
        align-items: center;
        padding: 0.875rem 1rem;
        background: var(--card);
      }
      .token {
        flex: 1 1 12rem;
      }
      .track {
        height: 0.375rem;
        margin-top: 0.375rem;
        overflow: hidden;
        border-radius: 1rem;
        background: var(--line);
      }
      .track i {
        display: block;
        height: 100%;
        border-radius: inherit;
        background: var(--colour);
      }
      dl {
        display: flex;
        gap: 1.25rem;
        margin: 0;
      }
      dl div {
        display: flex;
        flex-direction: column-reverse;
      }
      dt {
        color: var(--quiet);
        font-size: 0.75rem;
      }
      dd {
        margin: 0;
        font-size: 1.125rem;
        font-weight: 650;
        line-height: 1.2;
      }
      dd.bad {
        color: var(--bad);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      button {
        min-height: 2.25rem;
        padding: 0.25rem 0.75rem;
        border: 1px solid #4a5a73;
        border-radius: 0.5rem;
        background: #1e2838;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      button:hover {
        border-color: var(--accent);
      }
      button:focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      ::slotted(.devices) {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
        gap: 1px;
      }
    `,
  ];

  declare actions: readonly DemoAction[];
  declare stalls: number;

  constructor() {
    super();
    this.actions = [];
    this.stalls = 0;
  }

  override render() {
    const { playground, actions, stalls } = this;
    if (!playground) return html``;
    const { log } = playground;
    const token = log.tokens.at(-1);
    const left = token ? Math.max(0, token.expiresAt - performance.now()) : 0;
    const share = token ? left / (token.expiresAt - token.grantedAt || 1) : 0;
    const refused = log.count('refused');
    return html`
      <slot @slotchange=${this.#countStalls}></slot>
      <div class="bar">
        <div class="token">
          ${token ? `Token ${token.serial}, valid for ${(left / 1000).toFixed(1)} s` : 'No token'}
          <div class="track">
            <i style="width: ${share * 100}%; --colour: ${tokenColor(token?.serial)}"></i>
          </div>
        </div>
        <dl>
          ${count('Renewed', log.count('renewed'))} ${count('Refused', refused, refused > 0)}
          ${count('Retried', log.count('retried'))} ${count('Stalls', stalls, stalls > 0)}
        </dl>
        <div class="actions">
          ${actions.map(({ label, run }) => html`<button @click=${() => run(playground)}>${label}</button>`)}
        </div>
      </div>
    `;
  }

  /** From the first frame: before, every player waits. */
  #countStalls(): void {
    const player = this.querySelector<HTMLVideoElement>('secure-stream, secure-stream-player');
    player?.addEventListener(
      'playing',
      () => {
        player.addEventListener('waiting', () => {
          if (isInterruption('waiting', player)) this.stalls += 1;
        });
      },
      { once: true },
    );
  }
}

const count = (name: string, value: number, isBad = false) =>
  html`<div>
    <dt>${name}</dt>
    <dd class=${isBad ? 'bad' : ''}>${value}</dd>
  </div>`;

customElements.define('demo-view', DemoView);
