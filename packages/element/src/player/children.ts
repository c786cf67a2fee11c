import { mirrorTracks } from '../tracks/track-elements.js';

/** Slots of the player itself. */
const OWN_SLOTS = ['', 'skin'];

/** Passes the children of the player to its `<secure-stream>`: copies of `<track>` elements, and a slot for each overlay of the page. */
export function forwardChildren(host: HTMLElement, stream: HTMLElement): void {
  mirrorTracks(host, () => stream, copyAttributes);
  // Overlays of the page come and go without the knowledge of media-chrome, which would take them for controls.
  stream.addEventListener('slotchange', (event) => event.stopPropagation());
  new MutationObserver(update).observe(host, { childList: true, subtree: true, attributeFilter: ['slot'] });
  update();

  // An empty slot would hide the default overlay, so there are only as many as the page fills.
  function update(): void {
    const wanted = new Set([...host.children].map(({ slot }) => slot).filter((name) => !OWN_SLOTS.includes(name)));
    for (const slot of stream.querySelectorAll<HTMLSlotElement>(':scope > slot'))
      if (!wanted.delete(slot.name)) slot.remove();
    for (const name of wanted) stream.append(Object.assign(document.createElement('slot'), { name, slot: name }));
  }
}

/** The same copy stays in `<secure-stream>`, which knows by it what the viewer has chosen. */
function copyAttributes(from: HTMLElement, to: HTMLElement): true {
  for (const name of to.getAttributeNames()) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const name of from.getAttributeNames()) to.setAttribute(name, from.getAttribute(name)!);
  return true;
}
