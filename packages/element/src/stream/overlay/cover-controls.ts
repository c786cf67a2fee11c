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
