/** The looks of the menus. Loaded with them. */
export const menuStyles = /* css */ `
  media-captions-menu,
  media-settings-menu {
    pointer-events: auto;
    /* From the start: media-chrome places a menu only when it opens. */
    position: absolute;
    right: 0;
    /* Above the seek bar. */
    margin: 0 var(--_space) calc(var(--_range) + 0.25rem);
    border-radius: calc(var(--_radius) * 1.5);
    box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 35%);
    color: var(--_on-surface);
    --_menu-text: calc(var(--_text) * 1.05);
    --media-font: 500 var(--_menu-text) / 1.4 var(--_family);
    --media-menu-background: var(--_surface);
    --media-settings-menu-background: var(--_surface);
    --media-settings-menu-min-width: min(15rem, 90cqw);
    --media-primary-color: var(--_on-surface);
    --media-text-color: var(--_on-surface);
    --media-icon-color: var(--_on-surface);
    --media-control-height: 1.25rem;
    --media-menu-item-hover-background: var(--_hover);
    --media-menu-item-indicator-fill: var(--_on-surface);
    --media-menu-item-focus-shadow: inset 0 0 0 2px var(--_on-surface);
    --media-menu-item-description-max-width: min(9rem, 100cqw - 7.25rem);
  }
  media-settings-menu-item,
  :is(media-captions-menu, media-settings-menu-item > *)::part(menu-item) {
    min-height: 2.125rem;
    box-sizing: border-box;
    margin-inline: 0.3125rem;
    border-radius: var(--_radius);
  }
  @media (pointer: coarse) {
    media-settings-menu-item,
    :is(media-captions-menu, media-settings-menu-item > *)::part(menu-item) {
      min-height: 2.75rem;
    }
  }
  .controls > :popover-open {
    position: fixed;
    inset: auto 0 0;
    width: min(100%, 30rem);
    margin: 0 auto;
    padding: 0 0 env(safe-area-inset-bottom);
    border: 0;
    border-end-end-radius: 0;
    border-end-start-radius: 0;
    --_menu-text: 0.9375rem;
    --media-menu-max-height: 85dvh;
  }
  .controls > :popover-open::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  media-captions-menu {
    min-width: min(11rem, 90cqw);
  }
  media-settings-menu-item [slot='header'] {
    width: 100%;
    padding: 0.6em 1em;
    border: 0;
    border-bottom: 1px solid var(--_hover);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-align: start;
    cursor: pointer;
  }
  media-settings-menu-item [slot='header']::before {
    content: '‹';
    /* Not read aloud. */
    content: '‹' / '';
    margin-inline-end: 0.6em;
  }
  media-settings-menu-item:dir(rtl) > .chevron {
    scale: -1 1;
  }
  media-settings-menu-item [slot='header']:dir(rtl)::before {
    content: '›';
    content: '›' / '';
  }
  media-settings-menu-item [slot='header']:focus-visible {
    outline: 2px solid;
    outline-offset: -2px;
  }
  @media (prefers-reduced-motion: reduce) {
    /* Not none: a menu takes the focus at the end of its transition. */
    media-captions-menu,
    media-settings-menu {
      --media-menu-transition-in: visibility 0s, opacity 1ms;
      --media-menu-transition-out: visibility 1ms, opacity 1ms;
    }
  }
  @media (forced-colors: active) {
    media-captions-menu,
    media-settings-menu {
      background: Canvas;
      outline: 1px solid CanvasText;
      --media-icon-color: CanvasText;
      --media-menu-item-indicator-fill: CanvasText;
    }
    /* The ring is a shadow otherwise, which forced colours remove. */
    media-settings-menu-item:focus-visible,
    :is(media-captions-menu, media-settings-menu-item > *)::part(menu-item):focus-visible {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

/** For the shadow root of an entry: its value is small there. */
export const valueStyles = "slot[name='description'] > span { font-size: 0.9em !important }";
