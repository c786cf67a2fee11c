/** The looks of the dialog for captions, beside those of every dialog. Loaded with it. */
export const dialogStyles = /* css */ `
  dialog.appearance {
    width: min(28rem, 92vw);
    padding-block-end: 1rem;
  }
  .appearance .preview {
    display: grid;
    place-content: center;
    height: 5.5rem;
    margin: 0 0 0.75rem;
    padding: 0.5rem;
    overflow: hidden;
    border-radius: var(--_radius);
    background: linear-gradient(135deg, #35506b, #7c8fa3 55%, #c9b38f);
    text-align: center;
    font: 1.25rem / 1.3 sans-serif;
  }
  .appearance .preview > span {
    padding: 0.1em 0.3em;
    background: rgb(0 0 0 / 80%);
    color: #fff;
    box-decoration-break: clone;
  }
  .appearance .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
    gap: 0.625rem 1rem;
  }
  .appearance label {
    display: grid;
    gap: 0.25rem;
    font-size: 0.8125rem;
  }
  .appearance select {
    min-height: 2.25rem;
    padding: 0 0.5rem;
    border: 1px solid color-mix(in srgb, var(--_on-surface) 50%, transparent);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .appearance select:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .appearance .reset {
    width: auto;
    margin: 0.875rem 0 0;
    padding: 0 1rem;
    background: var(--_hover);
    font: inherit;
  }
`;
