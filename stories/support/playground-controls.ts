import { css, html } from 'lit';
import type { PlaygroundState } from './playground-state.ts';
import { panelStyles } from './panel.styles.ts';
import { PlaygroundElement } from './playground-element.ts';

const MEGABIT = 1_000_000;
/** Megabits per second. The maximum of the slider means no limit. */
const MAX_BANDWIDTH_MBIT = 10;

/** The controls for conditions that a page cannot change: network, server, keys, and the viewer's country. */
export class PlaygroundControls extends PlaygroundElement {
  static override styles = [
    panelStyles,
    css`
      label {
        display: grid;
        grid-template-columns: 1fr auto;
        margin-bottom: 0.5rem;
      }
      output {
        font-weight: 650;
      }
      input {
        grid-column: 1 / -1;
        width: 100%;
        height: 1.5rem;
        margin: 0;
        accent-color: var(--accent);
        cursor: pointer;
      }
      .buttons {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0.5rem;
        margin-top: 0.375rem;
      }
      button {
        min-height: 2.5rem;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--line);
        border-radius: 0.5rem;
        background: #1e2838;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      button:hover {
        border-color: var(--accent);
      }
      button[aria-pressed='true'] {
        border-color: var(--bad);
        background: #4a1f2a;
      }
      :is(button, input):focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
    `,
  ];

  override render() {
    const { playground } = this;
    if (!playground) return html`<section class="card"></section>`;
    const down = playground.behavior !== 'ok';
    const abroad = playground.origin.viewer.country !== 'GB';
    return html`
      <section class="card">
        <h2>Conditions</h2>
        ${slider('Token lifetime', playground.tokenLifetime, [2, 60, 1], `${playground.tokenLifetime} s`, (value) => (playground.tokenLifetime = value))}
        ${slider('Latency', playground.latency, [0, 2000, 20], `${playground.latency} ms`, (value) => (playground.latency = value))}
        ${this.#bandwidth(playground)}
        <div class="buttons">
          <button @click=${() => playground.revokeKey()}>Revoke the key</button>
          <button aria-pressed=${abroad} @click=${() => playground.moveTo(abroad ? 'GB' : 'DE')}>
            ${abroad ? 'Move back to GB' : 'Move to Germany'}
          </button>
          <button aria-pressed=${down} @click=${() => (playground.behavior = down ? 'ok' : 'unavailable')}>
            ${down ? 'Endpoint up' : 'Endpoint down'}
          </button>
          <button @click=${() => playground.advanceClock(3600)}>Clock + 1 hour</button>
        </div>
      </section>
    `;
  }

  #bandwidth(playground: PlaygroundState) {
    const megabits = Math.min(MAX_BANDWIDTH_MBIT, playground.bandwidth / MEGABIT);
    const words = megabits === MAX_BANDWIDTH_MBIT ? 'no limit' : `${megabits.toFixed(1)} Mb/s`;
    return slider('Bandwidth', megabits, [0.2, MAX_BANDWIDTH_MBIT, 0.2], words, (value) => {
      playground.bandwidth = value >= MAX_BANDWIDTH_MBIT ? Infinity : value * MEGABIT;
    });
  }
}

function slider(
  name: string,
  value: number,
  [min, max, step]: readonly [number, number, number],
  words: string,
  set: (value: number) => void,
) {
  return html`
    <label>
      ${name} <output>${words}</output>
      <input
        type="range"
        min=${min}
        max=${max}
        step=${step}
        .value=${String(value)}
        aria-valuetext=${words}
        @input=${(event: InputEvent) => set((event.target as HTMLInputElement).valueAsNumber)}
      />
    </label>
  `;
}

customElements.define('playground-controls', PlaygroundControls);
