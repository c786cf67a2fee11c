// Not `scrollIntoView()`, which scrolls the page too.

/** Scrolls a list so that an item is in its middle. */
export function centerItem(list: HTMLElement, item: HTMLElement, behavior: ScrollBehavior): void {
  const isReduced = list.ownerDocument.defaultView?.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const top = item.offsetTop - (list.clientHeight - item.offsetHeight) / 2;
  list.scrollTo({ top, behavior: isReduced ? 'instant' : behavior });
}

/** Scrolls a list no further than an item needs to be in view. */
export function revealItem(list: HTMLElement, { offsetTop, offsetHeight }: HTMLElement): void {
  list.scrollTop = Math.min(offsetTop, Math.max(list.scrollTop, offsetTop + offsetHeight - list.clientHeight));
}

/** Keeps the visible items of a list in place while others are added above. */
export function keepScrollPosition(list: HTMLElement, change: () => void): void {
  const items = [...list.children] as HTMLElement[];
  const anchor = items.find(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > list.scrollTop);
  const before = anchor?.offsetTop;
  change();
  if (anchor && before !== undefined && anchor.offsetTop !== before) list.scrollTop += anchor.offsetTop - before;
}
