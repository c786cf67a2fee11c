import { setMode } from './set-mode.js';

/**
 * Mirrors the `<track>` children of the element into its media element, which cannot see them itself. Removes only the copies that it made:
 * the `<video>` also holds the `<track>` elements of hls.js.
 *
 * @param videoOf The `<video>` that plays.
 * @param updateCopy Copies changed attributes, and returns `true`. Without it, a changed track gets a new copy.
 */
export function mirrorTracks(
  host: HTMLElement,
  videoOf: () => HTMLElement,
  updateCopy?: (original: HTMLElement, copy: HTMLElement) => boolean,
): void {
  const copies = new Map<HTMLTrackElement, HTMLTrackElement>();
  const observer = new MutationObserver(update);
  observer.observe(host, { childList: true });
  // An upgraded element already has children.
  update();

  function update(records: readonly MutationRecord[] = []): void {
    const video = videoOf();
    const originals = [...host.querySelectorAll<HTMLTrackElement>(':scope > track')];
    for (const [original, copy] of copies) {
      const isUnchanged = records.every(({ target }) => target !== original);
      if (originals.includes(original) && (isUnchanged || updateCopy?.(original, copy))) continue;
      // Creates a new element, with the viewer's choice: Firefox keeps the cues of the previous file if `src` changes on the old one.
      setMode(original.track, copy.track.mode);
      copies.delete(original);
      copy.remove();
    }
    originals.forEach((original, index) => {
      const copy = copies.get(original) ?? addCopy(original);
      // Keeps the order of the originals, before the tracks of the engine.
      const next = video.children[index] ?? null;
      if (copy !== next) video.insertBefore(copy, next);
    });
  }

  function addCopy(original: HTMLTrackElement): HTMLTrackElement {
    const copy = original.cloneNode() as HTMLTrackElement;
    copies.set(original, copy);
    setMode(copy.track, original.track.mode);
    // While a track is `showing`, Chromium shows captions that nobody chose. Chapters are never drawn, and `hidden` loads them too.
    if (copy.default && copy.kind === 'chapters') {
      copy.default = false;
      setMode(copy.track, 'hidden');
    }
    observer.observe(original, { attributes: true });
    return copy;
  }
}
