/** The looks of the question where to continue. Loaded with it. */
export const questionStyles = /* css */ `
  .resume {
    position: absolute;
    z-index: 1;
    inset: auto 0 4.75rem;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    width: fit-content;
    height: fit-content;
    max-width: calc(100% - 1rem);
    box-sizing: border-box;
    margin-inline: auto;
    padding: 0.5rem;
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_on-surface);
    box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 35%);
    font: 500 0.875rem / 1.4 var(--_family);
    pointer-events: auto;
  }
  .resume p {
    margin: 0 0.5rem;
  }
  .resume button {
    min-height: 2.25rem;
    padding: 0 0.875rem;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_hover);
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .resume button:first-of-type {
    background: var(--_on-surface);
    color: var(--_surface);
  }
  .resume button:hover {
    opacity: 0.85;
  }
  .resume button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  @container player (width < 22.5rem) {
    .resume p {
      width: 100%;
      text-align: center;
    }
  }
  @container player (height < 15rem) {
    .resume {
      bottom: 3.5rem;
      gap: 0.25rem;
      padding: 0.25rem;
      font-size: 0.75rem;
    }
    .resume button {
      min-height: 1.75rem;
    }
  }
  /* The question takes the place of the play button. */
  .resume ~ slot .center,
  media-controller[data-state='error'] .resume {
    display: none;
  }
  @media (forced-colors: active) {
    .resume,
    .resume button {
      outline: 1px solid CanvasText;
    }
  }
`;
