import { css, html, LitElement, nothing } from 'lit';
import type { PlaygroundState } from './playground-state.ts';
import { panelStyles } from './panel.styles.ts';
import './request-timeline.ts';
import './playground-controls.ts';
import './token-claims.ts';
import './token-countdown.ts';

/** A player, with a panel that shows its requests and tokens. */
export class PlaygroundView extends LitElement {
  static override properties = { playground: { attribute: false }, description: {}, stalls: { state: true } };
  static override styles = [
    panelStyles,
    css`
      :host {
        box-sizing: border-box;
        min-height: 100vh;
        padding: 1rem;
        background: var(--paper);
      }
      main {
        display: grid;
        grid-template: 'player side' auto 'description side' auto 'timeline side' 1fr / minmax(0, 1fr) 20rem;
        gap: 0.875rem;
        max-width: 82rem;
        margin: 0 auto;
      }
      .player {
        grid-area: player;
        align-self: start;
        overflow: hidden;
        border-radius: 0.75rem;
      }
      .side {
        display: grid;
        grid-area: side;
        gap: 0.875rem;
        align-content: start;
      }
      p {
        grid-area: description;
        max-width: 44rem;
        margin: 0;
        color: var(--quiet);
      }
      request-timeline {
        grid-area: timeline;
        align-self: start;
      }
      @media (width < 48rem) {
        main {
          grid-template: 'player' auto 'description' auto 'side' auto 'timeline' auto / minmax(0, 1fr);
        }
      }
    `,
  ];

  declare playground: PlaygroundState | undefined;
  /** What to watch for. */
  declare description: string | undefined;
  declare stalls: number;

  constructor() {
    super();
    this.stalls = 0;
  }

  override render() {
    const { playground, description, stalls } = this;
    return html`
      <main>
        <div class="player"><slot @slotchange=${this.#watch}></slot></div>
        ${description ? html`<p>${description}</p>` : nothing}
        <div class="side">
          <token-countdown .playground=${playground} .stalls=${stalls}></token-countdown>
          <token-claims .playground=${playground}></token-claims>
          <playground-controls .playground=${playground}></playground-controls>
        </div>
        <request-timeline .playground=${playground}></request-timeline>
      </main>
    `;
  }

  /** A stall is a `waiting` event after playback has started, except during a seek. */
  #watch(): void {
    const player = this.querySelector<HTMLVideoElement>('secure-stream');
    player?.addEventListener(
      'playing',
      () => {
        player.addEventListener('waiting', () => {
          if (!player.seeking) this.stalls += 1;
        });
      },
      { once: true },
    );
  }
}

customElements.define('playground-view', PlaygroundView);

declare global {
  interface HTMLElementTagNameMap {
    'playground-view': PlaygroundView;
  }
}
