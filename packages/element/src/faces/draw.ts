import { render } from 'lit/html.js';
import { addStyles } from '../shadow-styles.js';
import type { Messages } from '../translations/messages.js';
import { faceOf, type FaceSituation } from './face.js';
import { faceStyles } from './faces.styles.js';
import { messagesOf } from './language.js';
import { renderFace } from './render-face.js';

export interface FaceHost extends HTMLElement {
  play(): Promise<void>;
  readonly messages?: Messages | undefined;
  retry(): void;
}

/** Puts the face of a situation into `layer`. Fetched on demand: a film that plays without trouble needs none of it. */
export function drawFace(layer: HTMLElement, situation: FaceSituation, host: FaceHost): void {
  if (host.shadowRoot) addStyles(host.shadowRoot, faceStyles.cssText);
  watches.get(layer)?.abort();
  const watch = new AbortController();
  watches.set(layer, watch);
  // The same error is another face when the connection comes or goes.
  if (situation.error)
    for (const name of ['online', 'offline'])
      addEventListener(name, () => drawFace(layer, situation, host), { signal: watch.signal });

  // What was pressed goes away with its face, and must not take the focus with it.
  const stay = () => {
    layer.tabIndex = -1;
    layer.focus();
  };
  const actions = {
    play() {
      stay();
      // What comes of it is told by events.
      host.play().catch(() => undefined);
    },
    retry() {
      stay();
      host.retry();
    },
  };
  render(renderFace(faceOf(situation, navigator.onLine), messagesOf(host, host.messages), actions), layer);
}

const watches = new WeakMap<HTMLElement, AbortController>();
