import { html } from 'lit';
import type { Scene } from '../stage/scene.ts';
import type { SceneEntry } from '../stage/scene-log.ts';
import { panelStyles, tokenColour } from './panel.styles.ts';
import { SceneElement } from './scene-element.ts';
import { timelineStyles } from './request-timeline.styles.ts';

/** Seconds that the picture shows: a few lives of a token. */
const window = (life: number) => Math.min(120, Math.max(20, life * 5));

/** Tokens as bars, requests as ticks in the colour of the token that they showed, and what is worth a word below. */
export class RequestTimeline extends SceneElement {
  static override styles = [panelStyles, timelineStyles];

  override render() {
    const { scene } = this;
    const now = performance.now();
    const seconds = window(scene?.life ?? 20);
    const ahead = seconds * AHEAD;
    const place = (at: number) => 100 * (1 - (now + ahead * 1000 - at) / 1000 / seconds);
    const tokens = scene?.log.tokens.filter(({ diesAt }) => place(diesAt) > 0) ?? [];
    const entries = scene?.log.entries.filter(({ at }) => place(at) > 0) ?? [];
    const marks = entries.filter(({ what }) => what !== 'scene');
    return html`
      <section class="card">
        <header>
          <h2>Requests</h2>
          ${LEGEND.map((what) => html`<span class="key"><i class=${what}></i>${what}</span>`)}
        </header>
        <div class="picture" role="img" aria-label=${summary(scene)}>
          ${tokens.map(({ serial, bornAt, diesAt }) => {
            const left = Math.max(0, place(bornAt));
            const width = Math.min(100, place(diesAt)) - left;
            const style = `left:${left}%;width:${width}%;top:${serial % 2 ? 0 : 1.5}rem;--colour:${tokenColour(serial)}`;
            return html`<span class="token" style=${style}>${width > 7 ? `token ${serial}` : ''}</span>`;
          })}
          ${marks.map(
            ({ at, what, token }) =>
              html`<i class=${what} style="left:${place(at)}%;--colour:${tokenColour(token)}"></i>`,
          )}
          <span class="now" style="left:${place(now)}%">now</span>
        </div>
        <ol tabindex="0" aria-label="What happened, newest first">
          ${(scene?.log.entries ?? [])
            .filter(({ what }) => what !== 'served')
            .slice(-40)
            .toReversed()
            .map((entry) => line(entry, now))}
        </ol>
      </section>
    `;
  }
}

/** The share of the picture that is still to come. */
const AHEAD = 0.2;
const LEGEND = ['granted', 'renewed', 'served', 'refused', 'retried', 'failed'] as const;

const line = ({ at, what, text }: SceneEntry, now: number) =>
  html`<li>
    <time>${((at - now) / 1000).toFixed(1)} s</time> <b class=${what}>${what === 'scene' ? '' : what}</b> ${text}
  </li>`;

function summary(scene: Scene | undefined): string {
  const count = (what: SceneEntry['what']) => scene?.log.count(what) ?? 0;
  return `${count('renewed')} renewals, ${count('served')} answers, ${count('refused')} refusals, ${count('retried')} retries`;
}

customElements.define('request-timeline', RequestTimeline);
