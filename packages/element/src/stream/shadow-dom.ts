import { mirrorTracks } from '../tracks/track-elements.js';

/** The nodes in the shadow root of a `<secure-stream>`. */
export interface ShadowDom {
  /** The container of the picture. */
  readonly mediaContainer: HTMLElement;
  /** Holds what a page sets before an engine exists. */
  readonly video: HTMLVideoElement;
  /** The container of the overlays. */
  readonly overlayContainer: HTMLElement;
  readonly nodes: readonly Node[];
}

export function createShadowDom(host: HTMLElement): ShadowDom {
  const [mediaContainer, overlayContainer] = [document.createElement('div'), document.createElement('div')];
  const video = document.createElement('video');
  mediaContainer.setAttribute('part', 'media');
  mediaContainer.append(video);
  // Set before the first overlay appears, so that screen readers announce it.
  overlayContainer.ariaLive = 'polite';
  // After a hand-over another `<video>` plays. A standby player is inert.
  mirrorTracks(host, () => mediaContainer.querySelector<HTMLVideoElement>('video:not([inert])') ?? video);
  return {
    mediaContainer,
    video,
    overlayContainer,
    nodes: [mediaContainer, createPosterSlot(host), document.createElement('slot'), overlayContainer],
  };
}

/** `width` and `height` have no specificity, so the page's own styles win, as on `<video>`. */
export const createSizeRule = ({ width, height }: { readonly width: number; readonly height: number }): string =>
  `:host{${width && `width:${width}px`};${height && `height:${height}px`}}`;

function createPosterSlot(host: HTMLElement): HTMLSlotElement {
  const slot = document.createElement('slot');
  slot.name = 'poster';
  host.addEventListener('playing', () => (slot.hidden = true));
  host.addEventListener('emptied', () => (slot.hidden = false));
  return slot;
}
