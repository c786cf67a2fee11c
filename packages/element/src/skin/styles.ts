/** The looks of the player. Custom properties that begin with `--_` are internal. */
export const playerStyles = /* css */ `
  :host {
    display: block;
    position: relative;
    aspect-ratio: 16 / 9;
    background: #000;
    color-scheme: dark;
    --_color: var(--secure-stream-color, #fff);
    --_accent: var(--secure-stream-accent, #62b0ff);
    --_scrim: var(--secure-stream-scrim, rgb(0 0 0 / 78%));
    --_radius: var(--secure-stream-radius, 0.5rem);
    --_space: var(--secure-stream-space, 0.5rem);
    --_family: var(--secure-stream-font-family, system-ui, sans-serif);
    --_surface: var(--secure-stream-surface, light-dark(rgb(255 255 255 / 97%), rgb(24 24 27 / 95%)));
    --_on-surface: var(--secure-stream-on-surface, light-dark(#18181b, #fafafa));
    --_hover: color-mix(in srgb, var(--_on-surface) 12%, transparent);
  }
  :host([hidden]) {
    display: none;
  }
  media-controller {
    display: block;
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    container: player / size;
    line-height: normal;
    --_lift: 0px;
    --media-primary-color: var(--_color);
    --media-secondary-color: transparent;
    --media-control-background: transparent;
    --media-control-hover-background: rgb(255 255 255 / 16%);
    --media-font-family: var(--_family);
    --media-font-weight: 500;
    --media-range-bar-color: var(--_accent);
    --media-range-track-background: rgb(255 255 255 / 35%);
    --media-range-track-border-radius: 1em;
    --media-range-thumb-background: var(--_color);
    --media-time-range-buffered-color: rgb(255 255 255 / 35%);
    --media-preview-background: var(--_surface);
    --media-preview-thumbnail-border-radius: var(--_radius);
    --media-preview-time-border-radius: var(--_radius);
    --media-preview-time-margin: 0.25rem 0 0;
    --media-tooltip-background-color: rgb(0 0 0 / 85%);
    --media-tooltip-background: rgb(0 0 0 / 85%);
    --media-tooltip-border-radius: calc(var(--_radius) * 0.75);
    --media-text-color: var(--_color);
  }
  media-controller:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  secure-stream {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    aspect-ratio: auto;
    outline: none;
    /* A click on the picture is one on the media-controller, also with a frame in between. */
    pointer-events: none;
  }
  secure-stream[controls],
  secure-stream::part(error),
  secure-stream::part(offline),
  secure-stream::part(access-denied),
  secure-stream::part(viewing-limit),
  ::slotted([slot]:not([slot='loading'], [slot='poster'], [slot='skin'])) {
    pointer-events: auto;
  }

  .skin {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    pointer-events: none;
    transition: opacity 0.2s;
    --_size: var(--secure-stream-control-size, 2.25rem);
    --_text: 0.8125rem;
    --media-control-height: calc(var(--_size) * 0.62);
    --media-font-size: var(--_text);
    font: 500 var(--_text) / 1.4 var(--_family);
  }
  .skin > .bar {
    pointer-events: auto;
  }
  /* A viewer who uses the keyboard keeps seeing where the focus is. */
  media-controller[userinactive]:not([mediapaused], [mediaiscasting]) .skin:not(:has(:focus-visible, [role='menu']:not([hidden]))) {
    opacity: 0;
    transition-duration: 0.6s;
    & * {
      pointer-events: none;
    }
  }
  media-controller:is(:not([userinactive]), [mediapaused]) {
    --_lift: -4.25rem;
  }
  media-controller[data-state='error'] :is(.skin, media-loading-indicator),
  media-controller[data-state='loading'] :is(.center, media-loading-indicator) {
    display: none;
  }

  /* The gradient is dark enough for white on a white picture: 4.5:1 where there is text. */
  .bar {
    direction: ltr;
    position: relative;
    padding: 2.5rem var(--_space) calc(var(--_space) / 2);
    background: linear-gradient(to top, var(--_scrim), color-mix(in srgb, var(--_scrim) 85%, transparent) 4rem, transparent);
    color: var(--_color);
    pointer-events: none !important;
  }
  .bar > *,
  .row > * {
    pointer-events: auto;
  }
  .row {
    display: flex;
    align-items: center;
    pointer-events: none;
  }
  .space {
    flex: 1;
    pointer-events: none;
  }
  .row > *,
  media-mute-button {
    height: var(--_size);
    border-radius: var(--_radius);
    --media-control-padding: 0 calc(var(--_size) * 0.19);
  }
  .row :focus-visible,
  media-time-range:focus-within:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    border-radius: var(--_radius);
    box-shadow: none;
  }
  media-time-range {
    display: block;
    width: 100%;
    height: 1.25rem;
    --media-range-padding: 0 calc(var(--_size) * 0.19);
    --media-control-padding: 0 calc(var(--_size) * 0.19);
    --media-control-hover-background: transparent;
    --media-range-track-height: 0.25rem;
    --media-range-thumb-width: 0.8125rem;
    --media-range-thumb-height: 0.8125rem;
    --media-range-thumb-opacity: 0;
    --media-box-padding-left: var(--_space);
    --media-box-padding-right: var(--_space);
  }
  media-time-range:is(:hover, :focus-within, [dragging]) {
    --media-range-thumb-opacity: 1;
    --media-range-track-height: 0.375rem;
  }
  media-time-range {
    --media-text-color: var(--_color);
    --media-preview-background: rgb(0 0 0 / 75%);
  }
  media-time-display {
    font-variant-numeric: tabular-nums;
    --media-control-hover-background: transparent;
  }
  .volume {
    display: flex;
    align-items: center;
  }
  media-volume-range {
    width: 0;
    min-width: 0;
    height: var(--_size);
    padding: 0;
    opacity: 0;
    overflow: hidden;
    transition:
      width 0.2s,
      opacity 0.2s;
    --media-control-hover-background: transparent;
    --media-range-bar-color: var(--_color);
    --media-range-thumb-width: 0.75rem;
    --media-range-thumb-height: 0.75rem;
  }
  .volume:is(:hover, :focus-within) media-volume-range {
    width: 5rem;
    padding: 0 0.5rem;
    opacity: 1;
  }
  media-live-button {
    text-transform: uppercase;
    letter-spacing: 0.04em;
    --media-live-button-icon-color: #c4c4cc;
    --media-live-button-indicator-color: #ff4d4f;
  }

  /* What cannot be used is not shown. */
  .row > :is([mediaairplayunavailable], [mediapipunavailable], [mediafullscreenunavailable]),
  media-volume-range[mediavolumeunavailable],
  media-captions-menu-button:not([mediasubtitleslist]),
  media-settings-menu-item:has(> :is([mediarenditionunavailable], [mediaaudiotrackunavailable])),
  media-controller:not([mediastreamtype='live']) media-live-button,
  media-controller[mediastreamtype='live'] media-time-display,
  media-controller[mediastreamtype='live']:is(:not([mediatargetlivewindow]), [mediatargetlivewindow='0']) media-time-range {
    display: none;
  }

  .center {
    position: absolute;
    inset: 0;
    margin: auto;
    display: grid;
    place-content: center;
    width: clamp(3rem, 17cqmin, 7rem);
    aspect-ratio: 1;
    border-radius: 50%;
    background: rgb(0 0 0 / 70%);
    cursor: pointer;
    pointer-events: auto;
    transition:
      opacity 0.2s,
      scale 0.2s,
      background 0.2s;
  }
  .center:hover {
    background: rgb(0 0 0 / 85%);
    scale: 1.05;
  }
  .center > svg {
    width: clamp(1.5rem, 9cqmin, 3.5rem);
    fill: var(--_color);
  }
  media-controller:not([mediapaused]) .center {
    opacity: 0;
    scale: 1.2;
    pointer-events: none;
  }
  media-controller:not([mediaended]) .replay,
  media-controller[mediaended] .play,
  media-controller[mediastreamtype='live'][data-state='ended'] .center {
    display: none;
  }
  [slot='play'] {
    display: contents;
  }
  [slot='play'] > svg {
    height: var(--media-control-height);
    fill: var(--_color);
  }

  media-loading-indicator {
    position: absolute;
    inset: 0;
    margin: auto;
    width: 3rem;
    height: 3rem;
    pointer-events: none;
    --media-loading-indicator-icon-height: 3rem;
  }
  .spinner {
    width: 3rem;
    height: 3rem;
    fill: none;
    stroke: var(--_color);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-dasharray: 34 100;
    animation: turn 1s linear infinite;
    filter: drop-shadow(0 0 2px rgb(0 0 0 / 80%));
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .seek-note {
    position: absolute;
    inset-block: 0;
    width: 33.3%;
    display: grid;
    place-content: center;
    font: 600 clamp(1.25rem, 8cqmin, 3rem) / 1 var(--_family);
    color: #fff;
    text-shadow: 0 0 0.25em #000;
    opacity: 0;
    pointer-events: none;
  }
  .seek-note[data-side='right'] {
    right: 0;
  }
  .seek-note[data-side='left'] {
    left: 0;
  }

  media-captions-menu,
  media-settings-menu {
    pointer-events: auto;
    /* From the start: media-chrome places a menu only when it opens. */
    position: absolute;
    right: 0;
    margin: 0 var(--_space) 0.25rem;
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
    --media-menu-item-description-max-width: 9rem;
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
    margin-inline-end: 0.6em;
  }
  media-settings-menu-item:dir(rtl) > .chevron {
    scale: -1 1;
  }
  media-settings-menu-item [slot='header']:dir(rtl)::before {
    content: '›';
  }
  media-settings-menu-item [slot='header']:focus-visible {
    outline: 2px solid;
    outline-offset: -2px;
  }

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

  @container player (width < 30rem) {
    .skin {
      --_size: var(--secure-stream-control-size, 2rem);
      --_text: 0.75rem;
    }
    .volume:is(:hover, :focus-within) media-volume-range {
      width: 3.5rem;
    }
  }
  @container player (width < 22.5rem) {
    media-pip-button,
    media-airplay-button {
      display: none;
    }
  }
  @container player (width < 20rem) {
    media-volume-range {
      display: none;
    }
  }
  @container player (width < 17rem) {
    media-time-display {
      display: none;
    }
  }
  @container player (height < 15rem) {
    .bar {
      padding-top: 1.25rem;
    }
  }
  @container player (width >= 60rem) {
    .skin {
      --_size: var(--secure-stream-control-size, 2.5rem);
      --_text: 0.875rem;
    }
  }
  @container player (width >= 110rem) {
    .skin {
      --_size: var(--secure-stream-control-size, 3.25rem);
      --_text: 1.125rem;
    }
    media-time-range {
      height: 1.75rem;
      --media-range-track-height: 0.375rem;
    }
  }
  @container player (width >= 200rem) {
    .skin {
      --_size: var(--secure-stream-control-size, 5rem);
      --_text: 1.75rem;
    }
    media-time-range {
      height: 2.5rem;
      --media-range-track-height: 0.625rem;
    }
  }
  @media (pointer: coarse) {
    @container player (width >= 30rem) {
      .skin {
        --_size: var(--secure-stream-control-size, 2.75rem);
      }
    }
    .volume media-volume-range {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .skin,
    .center,
    media-volume-range {
      transition: none;
    }
    .center:hover {
      scale: none;
    }
    .spinner {
      animation-duration: 3s;
    }
    /* Not none: a menu takes the focus at the end of its transition. */
    media-captions-menu,
    media-settings-menu {
      --media-menu-transition-in: visibility 0s, opacity 1ms;
      --media-menu-transition-out: visibility 1ms, opacity 1ms;
    }
  }
  @media (forced-colors: active) {
    media-controller {
      --media-primary-color: CanvasText;
      --media-text-color: CanvasText;
      --media-range-bar-color: Highlight;
      --media-range-track-background: GrayText;
    }
    .row,
    .center,
    media-captions-menu,
    media-settings-menu {
      background: Canvas;
      forced-color-adjust: auto;
      outline: 1px solid CanvasText;
    }
    :is(.center, [slot='play']) > svg {
      fill: CanvasText;
    }
    .spinner {
      stroke: CanvasText;
    }
  }
`;

/** Moves the captions above the controls. Firefox has no selector for their container. */
export const streamStyles =
  'video::-webkit-media-text-track-container{transform:translateY(var(--_lift,0px));transition:transform .2s}';
