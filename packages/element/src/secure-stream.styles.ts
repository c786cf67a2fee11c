import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    /* The page does not jump when the video comes. */
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
  [part='stage'],
  [part='stage'] > * {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }
  .face {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 1rem;
    padding: 1rem;
    text-align: center;
  }
  [part='loading'] {
    pointer-events: none;
  }
  [part='error'] {
    background: rgb(0 0 0 / 80%);
    overflow: auto;
  }
  .spinner {
    width: 3rem;
    height: 3rem;
    border: 0.25rem solid rgb(255 255 255 / 30%);
    border-top-color: #fff;
    border-radius: 50%;
    animation: turn 1s linear infinite;
  }
  p {
    margin: 0;
    max-width: 40ch;
  }
  button {
    min-height: 2.75rem;
    padding: 0 1.5rem;
    border: 2px solid currentcolor;
    border-radius: 0.5rem;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    background: rgb(255 255 255 / 20%);
  }
  button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 3px;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 6s;
    }
  }
`;
