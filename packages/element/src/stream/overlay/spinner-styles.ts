/**
 * The spinner of the overlay and of the controls. The dark ring shows it on a bright picture, the
 * arc on a dark one. A viewer who wants less motion reads a text instead.
 */
export const spinnerStyles = /* css */ `
  .spinner {
    display: block;
    width: 3rem;
    height: 3rem;
    box-sizing: border-box;
    border: 0.25rem solid rgb(0 0 0 / 55%);
    border-top-color: var(--secure-stream-accent, #fff);
    border-radius: 50%;
    box-shadow:
      0 0 0 2px rgb(0 0 0 / 55%),
      inset 0 0 0 2px rgb(0 0 0 / 55%);
    animation: turn 1s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: none;
    }
    .loading-text {
      padding: 0.25rem 0.75rem;
      border-radius: 1rem;
      background: rgb(0 0 0 / 75%);
      color: var(--secure-stream-color, #fff);
    }
  }
  @media (forced-colors: active) {
    .spinner {
      border-color: CanvasText Highlight CanvasText CanvasText;
    }
  }
`;
