import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { Messages } from '../../locales/messages.js';
import type { StatusOverlay } from './status-overlay.js';

/** The actions of an overlay's buttons. */
export interface OverlayActions {
  play(): void;
  retry(): void;
  /** Continues here, and ends playback on another device. */
  watchHere(): void;
}

/**
 * Renders an overlay. Its container needs `aria-live` before the overlay appears. The page replaces an overlay with the slot of the same
 * name. `error` also replaces `offline`, `access-denied` and `viewing-limit` if their own slots are empty.
 */
export function renderOverlay(
  overlay: StatusOverlay,
  messages: Messages,
  { play, retry, watchHere }: OverlayActions,
): TemplateResult | typeof nothing {
  switch (overlay.kind) {
    case 'none':
      return nothing;
    case 'start':
      return html`<slot name="start">
        <div class="overlay" part="overlay start" lang=${messages.lang} dir=${messages.dir}>
          <button part="play" type="button" aria-label=${messages.play} @click=${play}>${ICONS.start}</button>
        </div>
      </slot>`;
    case 'loading':
      return html`<slot name="loading">${renderPanel(overlay.kind, messages, messages.loading)}</slot>`;
    case 'waiting':
      return html`<slot name="waiting">${renderPanel(overlay.kind, messages, messages.waitingForLive)}</slot>`;
    case 'ended':
      return html`<slot name="ended">${renderPanel(overlay.kind, messages, messages.broadcastEnded)}</slot>`;
    case 'offline':
      return html`<slot name="offline"
        ><slot name="error"
          >${renderPanel(overlay.kind, messages, messages.offline, retry, messages.tryNow)}</slot
        ></slot
      >`;
    case 'access-denied':
      return html`<slot name="access-denied"
        ><slot name="error">${renderPanel(overlay.kind, messages, messages.errors[overlay.reason])}</slot></slot
      >`;
    case 'viewing-limit':
      return html`<slot name="viewing-limit"
        ><slot name="error"
          >${renderPanel(overlay.kind, messages, describeViewings(overlay, messages), watchHere, messages.watchHere)}</slot
        ></slot
      >`;
    case 'error': {
      const { canRetry, isRetrying } = overlay;
      const message = messages.errors[overlay.reason] + (isRetrying ? ` ${messages.retrying}` : '');
      const label = isRetrying ? messages.tryNow : messages.retry;
      return html`<slot name="error"
        >${renderPanel(overlay.kind, messages, message, canRetry ? retry : undefined, label)}</slot
      >`;
    }
  }
}

/** The message of the overlay, with the names of the devices if they are known. */
function describeViewings(
  { reason, limit, devices }: Extract<StatusOverlay, { kind: 'viewing-limit' }>,
  { lang, watching, errors }: Messages,
): string {
  if (reason !== 'viewing-limit' || limit === undefined) return errors[reason];
  const form = watching[new Intl.PluralRules(lang).select(limit)] ?? watching.other;
  const message = form.replace('{limit}', limit.toLocaleString(lang));
  return devices.length > 0 ? `${message} ${new Intl.ListFormat(lang).format(devices)}` : message;
}

type VisibleKind = Exclude<StatusOverlay['kind'], 'none'>;

function renderPanel(
  kind: VisibleKind,
  { lang, dir }: Messages,
  message: string,
  retry?: () => void,
  label?: string,
): TemplateResult {
  return html`<div class="overlay" part=${`overlay ${kind}`} lang=${lang} dir=${dir}>
    ${ICONS[kind]}
    <p part="message" class=${kind === 'loading' ? 'loading-text' : nothing}>${message}</p>
    ${retry ? html`<button part="retry" type="button" @click=${retry}>${label}</button>` : nothing}
  </div>`;
}

const renderIcon = (drawing: TemplateResult) =>
  html`<svg part="icon" viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`;

const CIRCLE = svg`<circle cx="12" cy="12" r="9" />`;

/** Icons, drawn in a 24 × 24 view box. */
const ICONS: Readonly<Record<VisibleKind, TemplateResult>> = {
  start: renderIcon(svg`<path d="M8 5v14l11-7z" />`),
  loading: html`<span class="spinner" part="spinner"></span>`,
  waiting: html`<span class="pulse" part="icon"></span>`,
  ended: renderIcon(svg`${CIRCLE}<path d="M9 9h6v6H9z" />`),
  'viewing-limit': renderIcon(svg`<path d="M3 5h13v9H3zM7 18h4M18 9h3v10h-5v-2" />`),
  offline: renderIcon(svg`<path d="M3 9a13 13 0 0 1 18 0M6.5 13a8 8 0 0 1 11 0M10 17a3 3 0 0 1 4 0M4 3l16 18" />`),
  'access-denied': renderIcon(svg`<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />`),
  error: renderIcon(svg`${CIRCLE}<path d="M12 7v6M12 16v.5" />`),
};
