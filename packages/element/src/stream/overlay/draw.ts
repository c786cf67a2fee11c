import { render } from 'lit/html.js';
import { setStyles } from '../shadow-styles.js';
import type { Messages } from '../../locales/messages.js';
import { selectOverlay, type OverlayState } from './status-overlay.js';
import { overlayStyles } from './styles.js';
import { explainError, explainMisconfiguration, type ExplainedElement, type RejectPlays } from './misconfiguration.js';
import { resolveMessages } from './language.js';
import { renderOverlay } from './template.js';

export interface OverlayHost extends ExplainedElement {
  readonly controls: boolean;
  play(): Promise<void>;
  readonly messages?: Messages | undefined;
  retry(options?: { readonly takeover?: boolean }): void;
}

/** Draws the overlay for a state into `container`. Loaded on demand: a video that plays without errors needs no overlay. */
export function drawOverlay(
  container: HTMLElement,
  state: OverlayState,
  host: OverlayHost,
  rejectPlays: RejectPlays,
): void {
  if (!state.hasSource || state.error?.reason === 'config') explainMisconfiguration(host, rejectPlays);
  if (state.error) explainError(host, state.error, navigator.onLine);
  if (host.shadowRoot) setStyles(host.shadowRoot, 'overlay', overlayStyles.cssText);
  // The text that stood in for this code, which could not be loaded.
  if (!watchers.has(container)) container.textContent = '';
  watchers.get(container)?.abort();
  const watcher = new AbortController();
  watchers.set(container, watcher);
  const { signal } = watcher;
  const redraw = () => drawOverlay(container, state, host, rejectPlays);
  // Going online or offline changes the overlay of the same error.
  if (state.error) for (const name of ['online', 'offline']) addEventListener(name, redraw, { signal });

  // The pressed button disappears with its overlay, so the container takes the focus.
  const keepFocus = () => holdFocus(container);
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
  const overlay = selectOverlay(state, navigator.onLine);
  if (overlay.kind !== 'none') {
    const pageLanguage = new MutationObserver(redraw);
    pageLanguage.observe(document.documentElement, { attributeFilter: ['lang'] });
    signal.addEventListener('abort', () => pageLanguage.disconnect());
    host.addEventListener('fullscreenchange', redraw, { signal });
  }
  container.className = 'overlays';
  const hasFocus = () => container.contains(host.shadowRoot?.activeElement ?? null);
  const hadFocus = hasFocus();
  render(renderOverlay(overlay, resolveMessages(host, host.messages), actions), container);
  // An error that ends by itself takes its button away.
  if (hadFocus && !hasFocus()) keepFocus();
  // A live stream that has ended can still be sought in.
  coverControls(host, container, overlay.kind !== 'none' && overlay.kind !== 'ended');
  coverFullScreen(host, container, overlay.kind !== 'none');
  if (state.error) leaveDeviceFullScreen(host);
}

/**
 * The full screen of the `<video>` or frame itself shows nothing else, except what enters the top layer later. That is inert: an overlay with a
 * button ends the full screen.
 */
function coverFullScreen({ shadowRoot, ownerDocument }: HTMLElement, container: HTMLElement, isCovered: boolean): void {
  const isInTopLayer = isCovered && shadowRoot?.fullscreenElement != null;
  if (isInTopLayer && container.querySelector('button')) void ownerDocument.exitFullscreen().catch(() => undefined);
  if (container.matches(':popover-open') === isInTopLayer) return;
  container.popover = isInTopLayer ? 'manual' : null;
  if (isInTopLayer) container.showPopover();
}

/** An iPhone shows the `<video>` in a player of its own, which nothing covers. */
function leaveDeviceFullScreen({ shadowRoot }: HTMLElement): void {
  for (const video of shadowRoot?.querySelectorAll<DeviceVideo>('video') ?? [])
    if (video.webkitDisplayingFullscreen) video.webkitExitFullscreen?.();
}

interface DeviceVideo extends HTMLVideoElement {
  readonly webkitDisplayingFullscreen?: boolean;
  webkitExitFullscreen?(): void;
}

const watchers = new WeakMap<HTMLElement, AbortController>();

/** Containers that have the focus until the controls are back. */
const holders = new WeakSet<HTMLElement>();

/** Focuses the container of the overlays, because what has the focus is about to disappear. */
export function holdFocus(container: HTMLElement): void {
  holders.add(container);
  container.tabIndex = -1;
  container.focus({ preventScroll: true });
}

/**
 * Withholds the browser's controls and its spinner while an overlay is shown, so that the viewer sees one of each. They come back with the
 * overlay's end, and with them the focus.
 */
export function coverControls(
  host: HTMLElement & { readonly controls: boolean },
  container: HTMLElement,
  isCovered: boolean,
): void {
  const root = host.shadowRoot;
  const video = root?.querySelector<HTMLVideoElement>('video:not([inert])');
  if (!root || !video || !host.controls || video.controls !== isCovered) return;
  const { activeElement } = root;
  if (isCovered && activeElement === video) holdFocus(container);
  video.controls = !isCovered;
  if (!isCovered && holders.delete(container) && activeElement === container) video.focus({ preventScroll: true });
}
