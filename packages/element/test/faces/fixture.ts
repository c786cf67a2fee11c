import { html, LitElement } from 'lit';
import { faceStyles, renderFace, type Face } from '../../src/faces/index.js';
import { english, type Messages } from '../../src/translations/messages.js';

/** One face by itself, in a frame of the element's shape. */
class FaceFrame extends LitElement {
  static override styles = faceStyles;
  static override properties = { face: { attribute: false }, messages: { attribute: false } };
  declare face: Face;
  declare messages: Messages;
  retried = 0;
  played = 0;

  retry(): void {
    this.retried += 1;
  }

  play(): void {
    this.played += 1;
  }

  constructor() {
    super();
    this.face = { kind: 'none' };
    this.messages = english;
  }

  override render() {
    return html`<div aria-live="polite">${renderFace(this.face, this.messages, this)}</div>`;
  }
}
customElements.define('face-frame', FaceFrame);

export async function show(face: Face, messages: Messages = english, width = 480): Promise<FaceFrame> {
  document.body.replaceChildren();
  const frame = new FaceFrame();
  Object.assign(frame, { face, messages });
  frame.style.cssText = `display: block; position: relative; width: ${width}px; aspect-ratio: 16 / 9; background: #000`;
  document.body.append(frame);
  await frame.updateComplete;
  return frame;
}

export const FACES: readonly Face[] = [
  { kind: 'start' },
  { kind: 'loading' },
  { kind: 'waiting' },
  { kind: 'over' },
  { kind: 'offline' },
  { kind: 'blocked', reason: 'token-denied' },
  { kind: 'error', reason: 'network', canRetry: true },
  { kind: 'error', reason: 'config', canRetry: false },
];

export const nameOf = (face: Face): string => ('reason' in face ? `${face.kind} ${face.reason}` : face.kind);
