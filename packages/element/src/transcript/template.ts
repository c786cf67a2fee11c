import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TranscriptTexts } from '../locales/en/transcript.js';
import { formatTime, type TranscriptCue, type TextRange } from './cues.js';
import type { TranscriptStatus } from './status.js';

export interface TranscriptView {
  readonly texts: TranscriptTexts;
  readonly status: TranscriptStatus;
  readonly cues: readonly TranscriptCue[];
  readonly headings: ReadonlyMap<TranscriptCue, string>;
  readonly canDownload: boolean;
  /** The language of the cues. */
  readonly language: string;
  readonly current: TranscriptCue | undefined;
  /** The one cue that the Tab key reaches. */
  readonly tabStop: TranscriptCue | undefined;
  readonly query: string;
  readonly matches: ReadonlyMap<TranscriptCue, readonly TextRange[]>;
  readonly selectedMatch: TranscriptCue | undefined;
  readonly isFollowing: boolean;
}

export interface TranscriptHandlers {
  onSearch(event: Event): void;
  onSearchKey(event: KeyboardEvent): void;
  onListKey(event: KeyboardEvent): void;
  onFocus(event: FocusEvent): void;
  /** The viewer scrolls. */
  onScroll(event: Event): void;
  onSelect(cue: TranscriptCue, event: MouseEvent): void;
  onFollow(): void;
  onDownload(): void;
}

export function renderTranscript(view: TranscriptView, on: TranscriptHandlers): TemplateResult {
  const { texts, status, query, current, isFollowing } = view;
  const isReady = status === 'ready';
  return html`<section part="transcript" lang=${texts.lang} dir=${texts.dir} aria-label=${texts.transcript}>
    <div class="bar" data-status=${status}>
      <input
        part="search"
        type="search"
        autocomplete="off"
        aria-label=${texts.search}
        placeholder=${texts.search}
        ?hidden=${!isReady}
        .value=${query}
        @input=${on.onSearch}
        @keydown=${on.onSearchKey}
      />
      <p part="status" role="status">${isReady ? describeMatches(view) : texts[status]}</p>
      ${
        isReady && view.canDownload
          ? html`<button part="download" type="button" @click=${on.onDownload}>${texts.download}</button>`
          : nothing
      }
    </div>
    ${isReady ? renderList(view, on) : nothing}
    ${
      isReady && current && !isFollowing
        ? html`<button part="follow" type="button" @click=${on.onFollow}>${texts.follow}</button>`
        : nothing
    }
  </section>`;
}

function describeMatches({ texts, query, matches, selectedMatch }: TranscriptView): string {
  if (!query.trim()) return '';
  if (!selectedMatch) return texts.noMatch;
  const index = [...matches.keys()].indexOf(selectedMatch) + 1;
  return texts.match.replace('{index}', String(index)).replace('{count}', String(matches.size));
}

const renderList = (view: TranscriptView, on: TranscriptHandlers) =>
  // A list without bullets has no role in WebKit, and one that scrolls is a stop of the Tab key in
  // Firefox.
  html`<ol
    part="list"
    role="list"
    tabindex="-1"
    @keydown=${on.onListKey}
    @focusin=${on.onFocus}
    @wheel=${{ handleEvent: on.onScroll, passive: true }}
    @touchmove=${{ handleEvent: on.onScroll, passive: true }}
    @pointerdown=${on.onScroll}
  >
    ${repeat(
      view.cues,
      ({ key }) => key,
      (cue) => renderCue(cue, view, on),
    )}
  </ol>`;

const renderCue = (
  cue: TranscriptCue,
  { headings, language, current, tabStop, matches, selectedMatch }: TranscriptView,
  on: TranscriptHandlers,
) =>
  html`<li>
    ${headings.has(cue) ? html`<h3 part="heading" dir="auto">${headings.get(cue)}</h3>` : nothing}
    <button
      part=${cue === current ? 'cue current' : 'cue'}
      type="button"
      tabindex=${cue === tabStop ? 0 : -1}
      aria-current=${cue === current ? 'true' : nothing}
      ?data-selected=${cue === selectedMatch}
      @click=${(event: MouseEvent) => on.onSelect(cue, event)}
    >
      <span part="time">${formatTime(cue.start)}</span>
      <span part="text" lang=${language || nothing} dir="auto">${renderText(cue.text, matches.get(cue) ?? [])}</span>
    </button>
  </li>`;

function renderText(text: string, ranges: readonly TextRange[]): unknown {
  if (ranges.length === 0) return text;
  const parts = ranges.map(
    ([start, end], index) =>
      html`${text.slice(ranges[index - 1]?.[1] ?? 0, start)}<mark>${text.slice(start, end)}</mark>`,
  );
  return [...parts, text.slice(ranges.at(-1)![1])];
}
