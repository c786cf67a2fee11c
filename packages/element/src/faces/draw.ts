import { render } from 'lit';
import type { Messages } from '../translations/messages.js';
import { faceOf, type FaceSituation } from './face.js';
import { faceStyles } from './faces.styles.js';
import { messagesOf } from './language.js';
import { renderFace } from './render-face.js';

export interface FaceHost extends HTMLElement {
  readonly messages?: Messages | undefined;
  retry(): void;
}

/** Puts the face of a situation into `layer`. Fetched on demand: a film that plays without trouble needs none of it. */
export function drawFace(layer: HTMLElement, situation: FaceSituation, host: FaceHost): void {
  const sheets = host.shadowRoot?.adoptedStyleSheets;
  const { styleSheet } = faceStyles;
  if (styleSheet && !sheets?.includes(styleSheet)) sheets?.push(styleSheet);
  const face = faceOf(situation, navigator.onLine);
  render(
    renderFace(face, messagesOf(host, host.messages), () => host.retry()),
    layer,
  );
}
