import { unsafeCSS } from '@lit/reactive-element';
import { spinnerStyles } from './spinner-styles.js';

// `unsafeCSS`, not `css`: the element's styles use `css`, and sharing it would put this style sheet into the entry
// bundle.
export const overlayStyles = unsafeCSS(/* css */ `
  .overlay,
  .overlays ::slotted(*) {
    position: absolute;
    inset: 0;
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    align-items: center;
    /* Safe: content that does not fit starts at the top, and the viewer can scroll to it. */
    justify-content: safe center;
    gap: min(0.75rem, 4%);
    padding: min(1rem, 4%);
    overflow: auto;
    text-align: center;
    text-wrap: balance;
    color: var(--secure-stream-color, #fff);
    background: var(--secure-stream-overlay-background, rgb(0 0 0 / 70%));
    font: var(--secure-stream-font, 1rem / 1.5 system-ui, sans-serif);
    color-scheme: dark;
  }
  .overlay {
    container-type: size;
  }
  .overlays:popover-open {
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    border: 0;
    padding: 0;
    background: none;
  }
  /* The page's own overlay. Its own styles win. */
  .overlays ::slotted(*) {
    margin: 0;
  }
  .overlays ::slotted([hidden]) {
    display: none;
  }
  slot[name='loading']::slotted(*) {
    pointer-events: none;
    background: none;
  }
  [part='play'] {
    display: grid;
    place-content: center;
    width: 5rem;
    height: 5rem;
    border-radius: 50%;
    color: inherit;
    background: var(--secure-stream-overlay-background, rgb(0 0 0 / 70%));
  }
  [part='play'] svg {
    fill: currentcolor;
  }
  [part~='loading'] {
    background: none;
  }
  /* The last frame stays behind an error, and the text readable on it. */
  .overlay:not([part~='loading'], [part~='start'], [part~='ended']) {
    backdrop-filter: blur(1rem);
  }
  /* The viewer can still use the controls below. */
  [part~='loading'],
  [part~='ended'] {
    pointer-events: none;
  }
  .overlay > * {
    flex: none;
  }
  svg {
    width: 2.5rem;
    height: 2.5rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  p {
    margin: 0;
    max-width: min(40ch, 100%);
    overflow-wrap: anywhere;
  }
  /* For screen readers, and visible where motion is reduced. */
  [part~='loading'] p {
    position: absolute;
    clip-path: inset(50%);
    width: 1px;
    height: 1px;
    overflow: hidden;
    white-space: nowrap;
  }
  button {
    min-height: 2.75rem;
    max-width: 100%;
    padding: 0 min(1.5rem, 8%);
    border: 2px solid var(--secure-stream-color, #fff);
    border-radius: var(--secure-stream-radius, 0.5rem);
    background: var(--secure-stream-color, #fff);
    color: var(--secure-stream-overlay-background, #18181b);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    opacity: 0.85;
  }
  button:focus-visible,
  [part='media']:focus-visible {
    outline: 3px solid var(--secure-stream-accent, #fff);
    outline-offset: 3px;
  }
  [part='media']:focus-visible {
    outline-offset: -3px;
  }
  .pulse {
    width: 1rem;
    height: 1rem;
    margin: 0.75rem;
    border-radius: 50%;
    background: var(--secure-stream-accent, #fff);
    animation: pulse 2s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.2;
    }
  }
  /* A fast load would make the overlay flicker, so it appears after a short delay. */
  [part~='loading'] {
    animation: appear 0s 0.3s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  /* A small player, for instance in a list. */
  @container (height < 12rem) {
    svg {
      width: 2rem;
      height: 2rem;
    }
    p,
    [part='retry'] {
      font-size: 0.875em;
    }
    [part='retry'] {
      min-height: 2.25rem;
    }
  }
  @container (height < 8rem) {
    /* The button stays whole, and a long message scrolls. */
    .overlay > p {
      flex: 0 1 auto;
      min-height: 1lh;
      overflow: auto;
    }
    .overlay > [part='icon'] {
      display: none;
    }
    p,
    [part='retry'] {
      font-size: 0.8125em;
      line-height: 1.35;
    }
    [part='retry'] {
      min-height: 1.75rem;
    }
    [part='play'] {
      width: 3.5rem;
      height: 3.5rem;
    }
  }
  @media (pointer: coarse) {
    [part='retry'] {
      min-height: 2.75rem !important;
    }
  }
  ${spinnerStyles}
  @media (prefers-reduced-motion: reduce) {
    .pulse {
      animation: none;
    }
    [part~='loading'] p {
      position: static;
      clip-path: none;
      width: auto;
      height: auto;
    }
  }
  @media (forced-colors: active) {
    .overlay {
      background: Canvas;
      color: CanvasText;
    }
    .pulse {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`);
