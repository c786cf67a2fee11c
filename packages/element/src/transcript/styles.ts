/** The looks of the transcript. Custom properties that begin with `--_` are internal. */
export const transcriptStyles = /* css */ `
  :host {
    display: block;
    block-size: 24rem;
    container: transcript / inline-size;
    --_radius: var(--secure-stream-radius, 0.5rem);
    --_space: var(--secure-stream-space, 0.5rem);
    --_surface: var(--secure-stream-surface, light-dark(#fff, #18181b));
    --_on-surface: var(--secure-stream-on-surface, light-dark(#18181b, #fafafa));
    --_accent: var(--secure-stream-accent, light-dark(#0a5cc2, #62b0ff));
    --_quiet: color-mix(in srgb, var(--_on-surface) 72%, var(--_surface));
    --_hover: color-mix(in srgb, var(--_on-surface) 7%, transparent);
    --_current: color-mix(in srgb, var(--_on-surface) 12%, transparent);
    --_line: color-mix(in srgb, var(--_on-surface) 55%, transparent);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  section {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    box-sizing: border-box;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_on-surface);
    font: 0.9375rem / 1.45 var(--secure-stream-font-family, system-ui, sans-serif);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) / 2) var(--_space);
    padding: var(--_space);
  }
  .bar:not([data-status='ready']) {
    flex: 1;
    justify-content: center;
    text-align: center;
  }
  p {
    margin: 0;
    color: var(--_quiet);
    font-variant-numeric: tabular-nums;
  }
  /* Not hidden: a live region has to be there before its text. */
  p:empty {
    margin-inline-start: calc(-1 * var(--_space));
  }
  input {
    flex: 1 1 10rem;
    min-inline-size: 0;
    box-sizing: border-box;
    padding: 0.4rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.75);
    background: transparent;
    color: inherit;
    font: inherit;
  }
  input::placeholder {
    color: var(--_quiet);
    opacity: 1;
  }
  [part='download'] {
    padding: 0.4rem 0.75rem;
    border: 1px solid var(--_line);
  }
  [part='download']:hover {
    background: var(--_hover);
  }
  h3 {
    margin: 0.75em 0.5em 0.25em;
    font-size: 1em;
    text-align: start;
  }
  ol {
    position: relative;
    flex: 1;
    min-block-size: 0;
    margin: 0;
    padding: 0 var(--_space) var(--_space);
    overflow-y: auto;
    /* The element does this itself, because not every browser does. */
    overflow-anchor: none;
    overscroll-behavior: contain;
    list-style: none;
  }
  button {
    border: 0;
    border-radius: calc(var(--_radius) * 0.75);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  li > button {
    display: grid;
    grid-template-columns: minmax(2.75em, max-content) 1fr;
    gap: 0.75em;
    inline-size: 100%;
    padding: 0.4em 0.5em;
    border-inline-start: 3px solid transparent;
    text-align: start;
  }
  li > button:hover {
    background: var(--_hover);
  }
  li > button[aria-current] {
    border-inline-start-color: var(--_accent);
    background: var(--_current);
  }
  [part='time'] {
    color: var(--_quiet);
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  [aria-current] [part='time'] {
    color: inherit;
  }
  [part='text'] {
    overflow-wrap: anywhere;
    text-align: start;
  }
  [part='follow'] {
    align-self: center;
    margin: var(--_space);
    padding: 0.4em 1em;
    background: var(--_on-surface);
    color: var(--_surface);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  [part='follow']:focus-visible {
    outline-offset: 2px;
  }
  mark {
    border-radius: 0.2em;
    background: light-dark(#ffe08a, #6b4e00);
    color: light-dark(#18181b, #fafafa);
  }
  [data-selected] mark {
    background: #ffb000;
    color: #18181b;
  }
  @container transcript (inline-size < 18rem) {
    section {
      font-size: 0.875rem;
    }
    li > button {
      gap: 0.5em;
      padding-inline: 0.25em;
    }
  }
  @media (forced-colors: active) {
    section {
      outline: 1px solid CanvasText;
      outline-offset: -1px;
    }
    li > button[aria-current] {
      border-inline-start-color: Highlight;
    }
    li > button:not([aria-current]) {
      border-inline-start-color: Canvas;
    }
    [part='follow'] {
      border: 1px solid ButtonText;
    }
    [data-selected] mark {
      outline: 2px solid CanvasText;
    }
  }
`;
