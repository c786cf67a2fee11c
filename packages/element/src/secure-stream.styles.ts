import { unsafeCSS } from '@lit/reactive-element';

// The page does not jump when the video comes: the room is kept by `aspect-ratio`.
//
// Nothing is put into it, so that what `css` brings along to judge what is put in would be fetched for nothing.
export const styles = unsafeCSS(/* css */ `
  :host {
    display: block;
    position: relative;
    aspect-ratio: 16 / 9;
    background: #000;
    color: #fff;
    font:
      1rem / 1.5 system-ui,
      sans-serif;
  }
  :host([hidden]) {
    display: none;
  }
  slot[name='poster'] {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  slot[hidden] {
    display: none;
  }
  ::slotted([slot='poster']) {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  [part='stage'],
  [part='stage'] > * {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }
`);
