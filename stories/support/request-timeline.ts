import { html } from 'lit';
import type { PlaygroundState } from './playground-state.ts';
import type { LogEntry } from './playground-log.ts';
import { panelStyles, tokenColor } from './panel.styles.ts';
import { PlaygroundElement } from './playground-element.ts';
import { timelineStyles } from './request-timeline.styles.ts';

/** Seconds that the timeline covers: several token lifetimes. */
const timelineSeconds = (lifetime: number) => Math.min(120, Math.max(20, lifetime * 5));

/** A timeline with tokens as bars and requests as marks in the colour of the token that they used, and a log below. */
export class RequestTimeline extends PlaygroundElement {
  static override styles = [panelStyles, timelineStyles];

  override render() {
    const { playground } = this;
    const now = performance.now();
    const seconds = timelineSeconds(playground?.tokenLifetime ?? 20);
    const ahead = seconds * FUTURE_SHARE;
    const place = (at: number) => 100 * (1 - (now + ahead * 1000 - at) / 1000 / seconds);
    const tokens = playground?.log.tokens.filter(({ expiresAt }) => place(expiresAt) > 0) ?? [];
    const entries = playground?.log.entries.filter(({ at }) => place(at) > 0) ?? [];
    const marks = entries.filter(({ what }) => what !== 'playground');
    return html`
      <section class="card">
        <header>
          <h2>Requests</h2>
          ${LEGEND.map((what) => html`<span class="key"><i class=${what}></i>${what}</span>`)}
        </header>
        <div class="picture" role="img" aria-label=${describeCounts(playground)}>
          ${tokens.map(({ serial, grantedAt, expiresAt }) => {
            const left = Math.max(0, place(grantedAt));
            const width = Math.min(100, place(expiresAt)) - left;
            const style = `left:${left}%;width:${width}%;top:${serial % 2 ? 0 : 1.5}rem;--colour:${tokenColor(serial)}`;
            return html`<span class="token" style=${style}>${width > 7 ? `token ${serial}` : ''}</span>`;
          })}
          ${marks.map(
            ({ at, what, token }) =>
              html`<i class=${what} style="left:${place(at)}%;--colour:${tokenColor(token)}"></i>`,
          )}
          <span class="now" style="left:${place(now)}%">now</span>
        </div>
        <ol tabindex="0" aria-label="Events, newest first">
          ${(playground?.log.entries ?? [])
            .filter(({ what }) => what !== 'served')
            .slice(-40)
            .toReversed()
            .map((entry) => renderEntry(entry, now))}
        </ol>
      </section>
    `;
  }
}

/** The share of the timeline after the current time. */
const FUTURE_SHARE = 0.2;
const LEGEND = ['granted', 'renewed', 'served', 'refused', 'retried', 'failed'] as const;

const renderEntry = ({ at, what, text }: LogEntry, now: number) =>
  html`<li>
    <time>${((at - now) / 1000).toFixed(1)} s</time> <b class=${what}>${what === 'playground' ? '' : what}</b> ${text}
  </li>`;

function describeCounts(playground: PlaygroundState | undefined): string {
  const count = (what: LogEntry['what'], one: string, many = `${one}s`) => {
    const number = playground?.log.count(what) ?? 0;
    return `${number} ${number === 1 ? one : many}`;
  };
  return [
    count('renewed', 'renewal'),
    count('served', 'response'),
    count('refused', 'refusal'),
    count('retried', 'retry', 'retries'),
  ].join(', ');
}

customElements.define('request-timeline', RequestTimeline);
