import { mirrorTracks } from './tracks/side-tracks.js';

/** What stands in the shadow of a `<secure-stream>`, from its first moment to its last. */
export interface Furniture {
  /** Where the picture goes. */
  readonly stage: HTMLElement;
  /** Holds what a page sets before anything plays. */
  readonly video: HTMLVideoElement;
  /** Where the faces go. */
  readonly layer: HTMLElement;
  readonly nodes: readonly Node[];
}

export function furnish(host: HTMLElement): Furniture {
  const [stage, layer] = [document.createElement('div'), document.createElement('div')];
  const video = document.createElement('video');
  stage.setAttribute('part', 'stage');
  stage.append(video);
  // It is there before the first face is, so that faces are read aloud.
  layer.ariaLive = 'polite';
  // After a hand-over another one plays; one that is inert does not yet.
  mirrorTracks(host, () => stage.querySelector<HTMLVideoElement>('video:not([inert])') ?? video);
  return { stage, video, layer, nodes: [stage, posterSlot(host), document.createElement('slot'), layer] };
}

/** What `width` and `height` say gives way to the page's own styles, as with `<video>`. */
export const sizeRule = ({ width, height }: { readonly width: number; readonly height: number }): string =>
  `:host{${width && `width:${width}px`};${height && `height:${height}px`}}`;

function posterSlot(host: HTMLElement): HTMLSlotElement {
  const slot = document.createElement('slot');
  slot.name = 'poster';
  host.addEventListener('playing', () => (slot.hidden = true));
  host.addEventListener('emptied', () => (slot.hidden = false));
  return slot;
}
