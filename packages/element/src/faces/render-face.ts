import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { Messages } from '../translations/messages.js';
import type { Face } from './face.js';

/** What a face can ask for. */
export interface FaceActions {
  play(): void;
  retry(): void;
}

/**
 * The face as markup. Belongs into an element with `aria-live`, which has to be there before the face is. What the page puts into the
 * slot of that name replaces it; `error` replaces `offline` and `blocked` too when these have nothing of their own.
 */
export function renderFace(
  face: Face,
  messages: Messages,
  { play, retry }: FaceActions,
): TemplateResult | typeof nothing {
  switch (face.kind) {
    case 'none':
      return nothing;
    case 'start':
      return html`<slot name="start">
        <div class="face" part="face start" lang=${messages.lang} dir=${messages.dir}>
          <button part="play" type="button" aria-label=${messages.play} @click=${play}>${SIGNS.start}</button>
        </div>
      </slot>`;
    case 'loading':
      return html`<slot name="loading">${panel(face.kind, messages, messages.loading)}</slot>`;
    case 'waiting':
      return html`<slot name="waiting">${panel(face.kind, messages, messages.waitingForLive)}</slot>`;
    case 'over':
      return html`<slot name="over">${panel(face.kind, messages, messages.broadcastOver)}</slot>`;
    case 'offline':
      return html`<slot name="offline"
        ><slot name="error">${panel(face.kind, messages, messages.offline)}</slot></slot
      >`;
    case 'blocked':
      return html`<slot name="blocked"
        ><slot name="error">${panel(face.kind, messages, messages.errors[face.reason])}</slot></slot
      >`;
    case 'error':
      return html`<slot name="error"
        >${panel(face.kind, messages, messages.errors[face.reason], face.canRetry ? retry : undefined)}</slot
      >`;
  }
}

type Shown = Exclude<Face['kind'], 'none'>;

function panel(
  kind: Shown,
  { lang, dir, retry: label }: Messages,
  message: string,
  retry?: () => void,
): TemplateResult {
  return html`<div class="face" part=${`face ${kind}`} lang=${lang} dir=${dir}>
    ${SIGNS[kind]}
    <p part="message">${message}</p>
    ${retry ? html`<button part="retry" type="button" @click=${retry}>${label}</button>` : nothing}
  </div>`;
}

const sign = (drawing: TemplateResult) =>
  html`<svg part="sign" viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`;

const ring = svg`<circle cx="12" cy="12" r="9" />`;

/** Outlines on a field of 24 by 24. */
const SIGNS: Readonly<Record<Shown, TemplateResult>> = {
  start: sign(svg`<path d="M8 5v14l11-7z" />`),
  loading: html`<span class="spinner" part="spinner"></span>`,
  waiting: html`<span class="pulse" part="sign"></span>`,
  over: sign(svg`${ring}<path d="M9 9h6v6H9z" />`),
  offline: sign(svg`<path d="M3 9a13 13 0 0 1 18 0M6.5 13a8 8 0 0 1 11 0M10 17a3 3 0 0 1 4 0M4 3l16 18" />`),
  blocked: sign(svg`<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />`),
  error: sign(svg`${ring}<path d="M12 7v6M12 16v.5" />`),
};
