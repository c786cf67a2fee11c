import { unsafeCSS } from '@lit/reactive-element';

// The page does not jump when the video comes: `aspect-ratio` keeps the room. Nothing is put into this text, and `css` would bring along
// what judges such things.
export const styles = unsafeCSS(/* css */ `
  :host {
    display: block;
    position: relative;
    aspect-ratio: 16 / 9;
    background: #000;
    color: #fff;
  }
  :host([hidden]) {
    display: none;
  }
  [part='media'],
  [part='media'] > *,
  ::slotted([slot='poster']) {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }
  ::slotted([slot='poster']) {
    object-fit: contain;
    pointer-events: none;
  }
`);
