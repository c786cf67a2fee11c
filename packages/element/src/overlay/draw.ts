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
  retry(options?: { readonly takeover?: boolean }): void;
}

/** Draws the overlay for a state into `container`. Loaded on demand: a video that plays without errors needs no overlay. */
export function drawOverlay(container: HTMLElement, state: OverlayState, host: OverlayHost): void {
  if (host.shadowRoot) addStyles(host.shadowRoot, overlayStyles.cssText);
  watchers.get(container)?.abort();
  const watcher = new AbortController();
  watchers.set(container, watcher);
  // Going online or offline changes the overlay of the same error.
  if (state.error)
    for (const name of ['online', 'offline'])
      addEventListener(name, () => drawOverlay(container, state, host), { signal: watcher.signal });

  // The pressed button disappears with its overlay, so the container takes the focus.
  const keepFocus = () => {
    container.tabIndex = -1;
    container.focus();
  };
  const actions = {
    play() {
      keepFocus();
      // Events report the result.
      host.play().catch(() => undefined);
    },
    retry() {
      keepFocus();
      host.retry();
    },
    watchHere() {
      keepFocus();
      host.retry({ takeover: true });
      host.play().catch(() => undefined);
    },
  };
  render(
    renderOverlay(selectOverlay(state, navigator.onLine), resolveMessages(host, host.messages), actions),
    container,
  );
}

const watchers = new WeakMap<HTMLElement, AbortController>();
