/**
 * The looks of the question where to continue and of the offer of the next video. Loaded with the
 * first of them.
 */
export const panelStyles = /* css */ `
  .panel {
    position: absolute;
    z-index: 1;
    height: fit-content;
    box-sizing: border-box;
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_on-surface);
    box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 35%);
    font: 500 0.875rem / 1.4 var(--_family);
    pointer-events: auto;
  }
  .panel button {
    min-height: 2.25rem;
    padding: 0 0.5rem;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_hover);
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .panel button:first-of-type {
    background: var(--_on-surface);
    color: var(--_surface);
  }
  .panel button:hover {
    opacity: 0.85;
  }
  .panel button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  media-controller[data-state='error'] .panel {
    display: none;
  }

  /* In the middle, where the play button was: neither covers captions. */
  .resume {
    inset: 0;
    margin-block: auto;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    width: fit-content;
    max-width: calc(100% - 1rem);
    margin-inline: auto;
    padding: 0.5rem;
  }
  .resume p {
    margin: 0 0.5rem;
  }
  .resume button {
    padding: 0 0.875rem;
  }
  /* The question takes the place of the play button. */
  .resume ~ slot .center {
    display: none;
  }

  .next {
    inset-block: 0.75rem auto;
    right: 0.75rem;
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.25rem 0.5rem;
    width: min(18rem, 100% - 1.5rem);
    padding: 0.75rem;
    overflow: hidden;
  }
  .next p {
    grid-column: 1 / -1;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .next p:first-child {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-weight: 600;
  }
  /* For screen readers. The countdown shows it to others. */
  .next .when {
    position: absolute;
    clip-path: inset(50%);
    width: 1px;
    height: 1px;
    overflow: hidden;
    white-space: nowrap;
  }
  .next .countdown {
    margin-block-end: 0.375rem;
    font-variant-numeric: tabular-nums;
    opacity: 0.85;
  }
  .next .countdown::after {
    content: '';
    position: absolute;
    inset: auto 0 0;
    height: 3px;
    background: var(--_accent);
    transform-origin: left;
    scale: calc(1 - var(--_left)) 1;
    transition: scale 0.25s linear;
  }
  .next:dir(rtl) .countdown::after {
    transform-origin: right;
  }

  @container player (width < 22.5rem) {
    .resume p {
      width: 100%;
      text-align: center;
    }
  }
  @container player (height < 15rem) {
    .panel {
      font-size: 0.75rem;
    }
    .panel button {
      min-height: 1.75rem;
    }
    .resume {
      gap: 0.25rem;
      padding: 0.25rem;
    }
    .next {
      top: 0.375rem;
      right: 0.375rem;
      width: min(14rem, 100% - 0.75rem);
      padding: 0.25rem 0.5rem 0.5rem;
    }
    .next p:first-child {
      -webkit-line-clamp: 1;
    }
    .next .countdown {
      height: 0;
      margin: 0;
      font-size: 0;
    }
  }
  @container player (height < 10rem) {
    .next {
      row-gap: 0;
      padding: 0.25rem 0.5rem 0.375rem;
    }
  }
  @media (pointer: coarse) {
    .panel button {
      min-height: 2.75rem !important;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .next .countdown::after {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .panel {
      outline: 1px solid CanvasText;
    }
    .panel button {
      border: 1px solid ButtonText;
    }
    .next .countdown::after {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
`;
