/**
 * Mirrors the `<track>` children of the element into its media element, which cannot see them itself. Removes only the copies that it made:
 * the `<video>` also holds the `<track>` elements of hls.js.
 *
 * @param videoOf The `<video>` that plays.
 */
export function mirrorTracks(host: HTMLElement, videoOf: () => HTMLElement): void {
  const copies = new Map<HTMLTrackElement, HTMLTrackElement>();
  const observer = new MutationObserver(update);
  observer.observe(host, { childList: true });
  // An upgraded element already has children.
  update();

  function update(records: readonly MutationRecord[] = []): void {
    const changed = new Set(records.map(({ target }) => target));
    const video = videoOf();
    const originals = [...host.querySelectorAll<HTMLTrackElement>(':scope > track')];
    const modes = new Map<HTMLTrackElement, TextTrackMode>();
    for (const [original, copy] of copies) {
      if (originals.includes(original) && !changed.has(original)) continue;
      // Creates a new element: Firefox keeps the cues of the previous file if `src` changes on the old one.
      modes.set(original, copy.track.mode);
      copies.delete(original);
      copy.remove();
    }
    // Keeps the order of the originals, before the tracks of the engine.
    let before: HTMLTrackElement | null = null;
    for (const original of originals) {
      const copy = copies.get(original) ?? addCopy(original);
      const next: Element | null = before ? before.nextElementSibling : video.firstElementChild;
      if (copy !== next) video.insertBefore(copy, next);
      // Keeps the viewer's choice.
      copy.track.mode = modes.get(original) ?? copy.track.mode;
      before = copy;
    }
  }

  function addCopy(original: HTMLTrackElement): HTMLTrackElement {
    const copy = original.cloneNode() as HTMLTrackElement;
    copies.set(original, copy);
    observer.observe(original, { attributes: true });
    return copy;
  }
}
