/** The looks of the list of keys. Loaded with it. */
export const helpStyles = /* css */ `
  dialog {
    width: min(40rem, 92vw);
    max-height: 92vh;
    box-sizing: border-box;
    padding: 1rem 1.5rem 1.5rem;
    border: 0;
    border-radius: calc(var(--_radius) * 2);
    background: var(--_surface);
    color: var(--_on-surface);
    font: 0.9375rem / 1.4 var(--_family);
  }
  @media (height < 20rem) {
    dialog {
      padding: 0.375rem 1rem 0.75rem;
      font-size: 0.8125rem;
    }
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 60%);
  }
  .help-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block-end: 0.5rem;
  }
  dialog :is(h2, dl, dd) {
    margin: 0;
  }
  dialog h2 {
    font-size: 1.0625rem;
  }
  dialog dl {
    columns: 14rem auto;
    column-gap: 2.5rem;
  }
  dialog dl > div {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 1rem;
    padding-block: 0.25rem;
    break-inside: avoid;
  }
  dialog dd {
    display: flex;
    flex: none;
    gap: 0.25rem;
    direction: ltr;
  }
  kbd {
    min-width: 1.75em;
    padding: 0.1em 0.4em;
    box-sizing: border-box;
    border: 1px solid color-mix(in srgb, var(--_on-surface) 40%, transparent);
    border-radius: calc(var(--_radius) * 0.5);
    text-align: center;
    font: inherit;
  }
  dialog button {
    width: 2.25rem;
    height: 2.25rem;
    margin-inline-end: -0.75rem;
    padding: 0.5rem;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    cursor: pointer;
  }
  dialog .help-report {
    width: auto;
    margin: 1rem 0 0;
    padding: 0 0.75rem;
    border: 1px solid color-mix(in srgb, var(--_on-surface) 40%, transparent);
    font: inherit;
  }
  dialog textarea {
    width: 100%;
    box-sizing: border-box;
    margin-block-start: 0.75rem;
    font: 0.75rem / 1.4 monospace;
  }
  dialog button > svg {
    display: block;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  dialog button:hover {
    background: var(--_hover);
  }
  dialog button:focus-visible {
    outline: 2px solid;
    outline-offset: -2px;
  }
  @media (pointer: coarse) {
    dialog :is(button, select) {
      min-width: 2.75rem;
      min-height: 2.75rem !important;
    }
  }
`;
