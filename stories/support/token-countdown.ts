import { css, html } from 'lit';
import { panelStyles, tokenColor } from './panel.styles.ts';
import { PlaygroundElement } from './playground-element.ts';

/** The remaining lifetime of the newest token, and counts of what the viewer may notice. */
export class TokenCountdown extends PlaygroundElement {
  static override properties = { stalls: { type: Number } };
  static override styles = [
    panelStyles,
    css`
      .card {
        display: flex;
        gap: 1.25rem;
        align-items: center;
      }
      .ring {
        display: grid;
        flex: none;
        place-content: center;
        width: 6rem;
        height: 6rem;
        border-radius: 50%;
        text-align: center;
        background:
          radial-gradient(closest-side, var(--card) 84%, transparent 85% 100%),
          conic-gradient(var(--colour) calc(var(--share) * 1turn), var(--line) 0);
      }
      .left {
        font-size: 1.5rem;
        font-weight: 650;
        line-height: 1.1;
      }
      .name {
        color: var(--quiet);
        font-size: 0.75rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.125rem 0.75rem;
        margin: 0;
      }
      dt {
        color: var(--quiet);
      }
      dd {
        margin: 0;
        font-weight: 650;
      }
      dd.bad {
        color: var(--bad);
      }
    `,
  ];

  declare stalls: number;

  constructor() {
    super();
    this.stalls = 0;
  }

  override render() {
    const log = this.playground?.log;
    const token = log?.tokens.at(-1);
    const left = token ? Math.max(0, token.expiresAt - performance.now()) : 0;
    const share = token ? left / (token.expiresAt - token.grantedAt || 1) : 0;
    const refused = log?.count('refused') ?? 0;
    return html`
      <div class="card">
        <div class="ring" style="--share: ${share}; --colour: ${tokenColor(token?.serial)}">
          <span class="left">${token ? `${(left / 1000).toFixed(left < 10_000 ? 1 : 0)} s` : '–'}</span>
          <span class="name">${token ? `token ${token.serial}` : 'no token'}</span>
        </div>
        <dl>
          <dt>Renewed</dt>
          <dd>${log?.count('renewed') ?? 0}</dd>
          <dt>Refused</dt>
          <dd class=${refused > 0 ? 'bad' : ''}>${refused}</dd>
          <dt>Retried</dt>
          <dd>${log?.count('retried') ?? 0}</dd>
          <dt>Stalls</dt>
          <dd class=${this.stalls > 0 ? 'bad' : ''}>${this.stalls}</dd>
        </dl>
      </div>
    `;
  }
}

customElements.define('token-countdown', TokenCountdown);
