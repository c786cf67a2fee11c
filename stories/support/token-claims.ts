import type { AccessRule } from '@secure-stream/protocol';
import { css, html } from 'lit';
import { panelStyles } from './panel.styles.ts';
import { PlaygroundElement } from './playground-element.ts';

/** The claims of the newest token. The panel reads them from the endpoint's response. */
export class TokenClaims extends PlaygroundElement {
  static override styles = [
    panelStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: 3.5rem 1fr;
        gap: 0.25rem 0.75rem;
        margin: 0;
        font-family: ui-monospace, 'DejaVu Sans Mono', monospace;
        font-size: 0.75rem;
      }
      dt {
        color: var(--quiet);
      }
      dd {
        overflow: hidden;
        margin: 0;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  override render() {
    const claims = this.playground?.log.tokens.at(-1)?.claims;
    const row = (name: string, value: string | undefined) =>
      value === undefined
        ? ''
        : html`<dt>${name}</dt>
            <dd title=${value}>${value}</dd>`;
    return html`
      <section class="card">
        <h2>Claims</h2>
        <dl>
          ${row('sub', claims?.sub)} ${row('kid', claims?.kid)} ${row('exp', time(claims?.exp))}
          ${row('nbf', time(claims?.nbf))} ${row('rules', claims?.accessRules?.map(sentence).join(', '))}
        </dl>
      </section>
    `;
  }
}

const time = (seconds: number | undefined) =>
  seconds === undefined ? undefined : `${seconds} (${new Date(seconds * 1000).toISOString().slice(11, 19)} UTC)`;

function sentence(rule: AccessRule): string {
  switch (rule.type) {
    case 'any':
      return `${rule.action} all`;
    case 'ip.src':
      return `${rule.action} ${rule.ip.join(' ')}`;
    case 'ip.geoip.country':
      return `${rule.action} ${rule.country.join(' ')}`;
  }
}

customElements.define('token-claims', TokenClaims);
