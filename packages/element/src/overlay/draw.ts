import { render } from 'lit/html.js';
import { addStyles } from '../element/shadow-styles.js';
import type { Messages } from '../translations/messages.js';
import { selectOverlay, type OverlayState } from './status-overlay.js';
import { overlayStyles } from './styles.js';
import { resolveMessages } from './language.js';
import { renderOverlay } from './template.js';

export interface OverlayHost extends HTMLElement {
  play(): Promise<void>;
  readonly messages?: Messages | undefined;
  retry(): void;
}

/** Puts the face of a situation into `layer`. Fetched on demand: a film that plays without trouble needs none of it. */
export function drawOverlay(container: HTMLElement, state: OverlayState, host: OverlayHost): void {
  if (host.shadowRoot) addStyles(host.shadowRoot, overlayStyles.cssText);
  watchers.get(container)?.abort();
  const watcher = new AbortController();
  watchers.set(container, watcher);
  // The same error is another face when the connection comes or goes.
  if (state.error)
    for (const name of ['online', 'offline'])
      addEventListener(name, () => drawOverlay(container, state, host), { signal: watcher.signal });

  // What was pressed goes away with its face, and must not take the focus with it.
  const keepFocus = () => {
    container.tabIndex = -1;
    container.focus();
  };
  const actions = {
    play() {
      keepFocus();
      // What comes of it is told by events.
      host.play().catch(() => undefined);
    },
    retry() {
      keepFocus();
      host.retry();
    },
  };
  render(
    renderOverlay(selectOverlay(state, navigator.onLine), resolveMessages(host, host.messages), actions),
    container,
  );
}

const watchers = new WeakMap<HTMLElement, AbortController>();
