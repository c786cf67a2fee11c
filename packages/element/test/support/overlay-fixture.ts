import { html, LitElement } from 'lit';
import type { StatusOverlay } from '../../src/stream/overlay/status-overlay.js';
import { overlayStyles } from '../../src/stream/overlay/styles.js';
import { renderOverlay } from '../../src/stream/overlay/template.js';
import { en } from '../../src/locales/en/overlay.js';
import type { Messages } from '../../src/locales/messages.js';

/** One overlay, in an element of the player's aspect ratio. */
class OverlayFrame extends LitElement {
  static override styles = overlayStyles;
  static override properties = { overlay: { attribute: false }, messages: { attribute: false } };
  declare overlay: StatusOverlay;
  declare messages: Messages;
  retried = 0;
  played = 0;
  takenOver = 0;

  retry(): void {
    this.retried += 1;
  }

  watchHere(): void {
    this.takenOver += 1;
  }

  play(): void {
    this.played += 1;
  }

  constructor() {
    super();
    this.overlay = { kind: 'none' };
    this.messages = en;
  }

  override render() {
    return html`<div aria-live="polite">${renderOverlay(this.overlay, this.messages, this)}</div>`;
  }
}
customElements.define('overlay-frame', OverlayFrame);

export async function showOverlay(overlay: StatusOverlay, messages: Messages = en, width = 480): Promise<OverlayFrame> {
  document.body.replaceChildren();
  const frame = new OverlayFrame();
  Object.assign(frame, { overlay, messages });
  frame.style.cssText = `display: block; position: relative; width: ${width}px; aspect-ratio: 16 / 9; background: #000`;
  document.body.append(frame);
  await frame.updateComplete;
  return frame;
}

export const OVERLAYS: readonly StatusOverlay[] = [
  { kind: 'start' },
  { kind: 'loading' },
  { kind: 'waiting' },
  { kind: 'ended' },
  { kind: 'offline' },
  { kind: 'access-denied', reason: 'token-denied' },
  { kind: 'viewing-limit', reason: 'viewing-limit', limit: 2, devices: ['Laptop (Kitchen)', 'Telephone'] },
  { kind: 'viewing-limit', reason: 'displaced', limit: undefined, devices: [] },
  { kind: 'error', reason: 'network', canRetry: true, isRetrying: true },
  { kind: 'error', reason: 'config', canRetry: false, isRetrying: false },
];

export const overlayName = (overlay: StatusOverlay): string =>
  'reason' in overlay ? `${overlay.kind} ${overlay.reason}` : overlay.kind;
