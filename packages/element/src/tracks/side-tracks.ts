const copies = new WeakMap<HTMLTrackElement, HTMLTrackElement>();

/** Copies the `<track>` children of the host into the video, where the browser reads them, and takes those away that have left. */
export function copyTracks(slot: HTMLSlotElement, video: HTMLVideoElement): void {
  const originals = slot.assignedElements().filter((child) => child instanceof HTMLTrackElement);
  const wanted = originals.map(copyOf);
  for (const track of video.querySelectorAll('track')) if (!wanted.includes(track)) track.remove();
  video.append(...wanted.filter((track) => track.parentNode !== video));
}

function copyOf(original: HTMLTrackElement): HTMLTrackElement {
  const copy = copies.get(original) ?? (original.cloneNode() as HTMLTrackElement);
  copies.set(original, copy);
  return copy;
}
