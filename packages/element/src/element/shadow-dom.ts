import { mirrorTracks } from '../tracks/track-elements.js';

/** What stands in the shadow of a `<secure-stream>`, from its first moment to its last. */
export interface ShadowDom {
  /** Where the picture goes. */
  readonly mediaContainer: HTMLElement;
  /** Holds what a page sets before anything plays. */
  readonly video: HTMLVideoElement;
  /** Where the faces go. */
  readonly overlayContainer: HTMLElement;
  readonly nodes: readonly Node[];
}

export function createShadowDom(host: HTMLElement): ShadowDom {
  const [mediaContainer, overlayContainer] = [document.createElement('div'), document.createElement('div')];
  const video = document.createElement('video');
  mediaContainer.setAttribute('part', 'media');
  mediaContainer.append(video);
  // It is there before the first face is, so that faces are read aloud.
  overlayContainer.ariaLive = 'polite';
  // After a hand-over another one plays; one that is inert does not yet.
  mirrorTracks(host, () => mediaContainer.querySelector<HTMLVideoElement>('video:not([inert])') ?? video);
  return {
    mediaContainer,
    video,
    overlayContainer,
    nodes: [mediaContainer, createPosterSlot(host), document.createElement('slot'), overlayContainer],
  };
}

/** What `width` and `height` say gives way to the page's own styles, as with `<video>`. */
export const createSizeRule = ({ width, height }: { readonly width: number; readonly height: number }): string =>
  `:host{${width && `width:${width}px`};${height && `height:${height}px`}}`;

function createPosterSlot(host: HTMLElement): HTMLSlotElement {
  const slot = document.createElement('slot');
  slot.name = 'poster';
  host.addEventListener('playing', () => (slot.hidden = true));
  host.addEventListener('emptied', () => (slot.hidden = false));
  return slot;
}
